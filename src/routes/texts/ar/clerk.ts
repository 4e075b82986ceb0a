import { arSA } from '@clerk/localizations/ar-SA';

/** What Clerk's components say in Arabic, with what Clerk's own translation leaves in English. */
export const clerk: typeof arSA = {
	...arSA,
	formFieldInputPlaceholder__backupCode: 'أدخل الرمز الاحتياطي',
	formFieldInputPlaceholder__emailAddress: 'أدخل بريدك الإلكتروني',
	formFieldInputPlaceholder__emailAddress_username: 'أدخل بريدك الإلكتروني أو اسم المستخدم',
	formFieldInputPlaceholder__firstName: 'الاسم الأول',
	formFieldInputPlaceholder__lastName: 'اسم العائلة',
	formFieldInputPlaceholder__password: 'أدخل كلمة المرور',
	formFieldInputPlaceholder__phoneNumber: 'أدخل رقم هاتفك',
	formFieldInputPlaceholder__signUpPassword: 'أنشئ كلمة مرور',
	formFieldInputPlaceholder__username: 'أدخل اسم المستخدم',
	identityPreviewEditButton__emailAddress: 'تعديل البريد الإلكتروني',
	identityPreviewEditButton__identifier: 'تعديل ما تسجّل الدخول به',
	identityPreviewEditButton__phoneNumber: 'تعديل رقم الهاتف'
};
