import type { SpeakSettings } from './en';

/** What the settings say in Arabic. */
export const ar: SpeakSettings = ({ number }) => ({
	profile: {
		title: 'الملف الشخصي',
		manage: 'إدارة الحساب',
		needsConnection: 'يمكن تغيير ملفك الشخصي عند وجود اتصال.'
	},
	organization: {
		title: 'المؤسسة'
	},
	appearance: {
		title: 'المظهر',
		theme: 'السمة',
		themes: { system: 'مثل النظام', light: 'فاتحة', dark: 'داكنة' },
		language: 'اللغة',
		systemLanguage: 'مثل المتصفح'
	},
	device: {
		title: 'هذا الجهاز',
		keep: 'حفظ الرسائل على هذا الجهاز',
		kept: 'يفتح التطبيق بها فورًا، ويمكن قراءتها دون اتصال.',
		notKept: 'تُحمَّل من جديد كل مرة، ولا يمكن قراءتها دون اتصال. يُحفظ ما تكتبه حتى يُرسَل.',
		used: (size) => `المساحة المستخدمة: ${size} تقريبًا`,
		remove: 'إزالتها الآن',
		removed: 'أُزيلت الرسائل من هذا الجهاز.',
		unsent: (messages) => `رسائل غير مرسَلة (${number(messages)})`
	},
	install: {
		open: 'تثبيت…',
		title: 'تثبيت التطبيق',
		share: 'اضغط على «مشاركة» في شريط سفاري، أو خلف نقاطه الثلاث.',
		add: 'اختر «إضافة إلى الشاشة الرئيسية».',
		close: 'إغلاق'
	},
	about: {
		title: 'حول التطبيق',
		version: (version) => `الإصدار ${version}`,
		build: (build) => `البناء ${build}`,
		changes: 'ما الجديد',
		licences: 'التراخيص',
		loading: 'جارٍ التحميل…',
		noLicences: 'تعذّر تحميل التراخيص. أغلق هذا القسم وافتحه من جديد.'
	},
	signOut: {
		title: 'تسجيل الخروج',
		here: 'تسجيل الخروج',
		everywhere: 'تسجيل الخروج من كل مكان',
		explained: 'من كل مكان: من كل متصفح وكل جهاز سجّلت الدخول فيه.',
		needsConnection: 'يلزم الاتصال بالشبكة لتسجيل الخروج من كل مكان.',
		failed: 'ما زلت مسجّل الدخول: تعذّر إنهاء كل جلساتك الأخرى. حاول من جديد.'
	},
	changes: {
		'0.1.0': [
			'تُفتح الرسائل وتُقرأ دون اتصال.',
			'ما تكتبه دون اتصال يُرسَل عندما يعود الاتصال.',
			'يمكنك تثبيت التطبيق، وهو يخبرك عندما يتوفر إصدار جديد.'
		]
	}
});
