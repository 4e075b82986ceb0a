import { countMessages } from './arabic-counts';
import type { Speak } from './en';

/** What the app says in Arabic. */
export const ar: Speak = ({ count, number, isolate }) => {
	const messages = countMessages({ count });
	return {
		app: {
			name: 'الرسائل',
			title: (page) => `${isolate(page)} · الرسائل`,
			unreadTitle: (value, title) => `(${number(value)}) ${title}`,
			opening: 'جارٍ الفتح…',
			install: 'تثبيت التطبيق',
			update: 'تحديث',
			updateReady: 'يوجد إصدار جديد جاهز'
		},
		connection: {
			label: 'الاتصال',
			offline: 'غير متصل',
			asOf: 'حتى',
			connecting: 'جارٍ الاتصال…'
		},
		time: {
			withClock: (what, clock) => `${what}، ${clock}`
		},
		account: {
			label: 'الحساب'
		},
		conversations: {
			title: 'المحادثات',
			new: 'محادثة جديدة',
			details: 'التفاصيل',
			search: 'بحث',
			unnamed: 'محادثة',
			open: 'مفتوحة للجميع',
			join: 'انضمام',
			joinNamed: (name) => `انضمام إلى ${isolate(name)}`,
			draft: 'مسودة',
			said: (author, text) => `${isolate(author)}: ${text}`,
			more: 'عرض المزيد',
			count: number
		},
		messages: {
			label: 'الرسائل',
			scrollable: 'الرسائل، قابلة للتمرير',
			newFrom: (author) => `رسالة جديدة من ${isolate(author)}`,
			new: (value) =>
				count(value, {
					one: 'رسالة جديدة واحدة',
					two: 'رسالتان جديدتان',
					few: '# رسائل جديدة',
					many: '# رسالة جديدة',
					other: '# رسالة جديدة'
				}),
			loading: 'جارٍ تحميل الرسائل…',
			missing: 'توجد رسائل ناقصة هنا. تُحمَّل عند توفر الاتصال.',
			toNewest: (unread) =>
				unread > 0 ? `إلى أحدث الرسائل، الجديد: ${messages(unread)}` : 'إلى أحدث الرسائل',
			newLine: 'رسائل جديدة'
		},
		message: {
			you: 'أنت',
			actions: 'إجراءات الرسالة',
			youDeleted: 'حذفتَ هذه الرسالة',
			deleted: 'حُذفت هذه الرسالة',
			notShown: 'يتعذّر عرض هذه الرسالة',
			edited: 'معدَّلة',
			edit: 'تعديل',
			copy: 'نسخ',
			copyLink: 'نسخ الرابط',
			copied: 'نُسخ',
			notCopied: 'لم يُنسخ',
			code: 'نص برمجي',
			reply: 'رد',
			inReplyTo: 'ردًّا على',
			earlier: 'رسالة سابقة',
			react: 'تفاعل',
			reactions: 'التفاعلات',
			delete: 'حذف'
		},
		composer: {
			label: 'رسالة',
			send: 'إرسال',
			keepsNothing: 'لا يحفظ هذا المتصفح شيئًا: ما لم يُرسَل يضيع عند إغلاق الصفحة.',
			editing: 'تعديل رسالة',
			answering: (author) => `الرد على ${isolate(author)}`,
			answeringSelf: 'الرد على رسالتك',
			noAnswer: 'إلغاء الرد',
			left: (value) =>
				`يتبقى ${count(value, {
					one: 'حرف واحد',
					two: 'حرفان',
					few: '# أحرف',
					many: '# حرفًا',
					other: '# حرف'
				})}`,
			tooMany: (value) =>
				`أطول من المسموح بـ ${count(value, {
					one: 'حرف واحد',
					two: 'حرفين',
					few: '# أحرف',
					many: '# حرفًا',
					other: '# حرف'
				})}`,
			cancel: 'إلغاء'
		},
		presence: {
			isHere: (name) => `${isolate(name)} هنا`,
			areHere: (value) =>
				`${count(value, {
					one: 'شخص آخر',
					two: 'شخصان آخران',
					few: '# أشخاص آخرين',
					many: '# شخصًا آخر',
					other: '# شخص آخر'
				})} هنا`,
			isTyping: (name) => `${isolate(name)} يكتب…`,
			areTyping: (value) =>
				`يكتب ${count(value, {
					one: 'شخص واحد',
					two: 'شخصان',
					few: '# أشخاص',
					many: '# شخصًا',
					other: '# شخص'
				})}…`
		},
		delivery: {
			waiting: 'محفوظة على هذا الجهاز',
			notKept: 'لم تُرسَل بعد',
			tooMuch: (value) =>
				`رسائل كثيرة دفعة واحدة، تُرسَل بعد ${count(value, {
					one: 'ثانية واحدة',
					two: 'ثانيتين',
					few: '# ثوانٍ',
					many: '# ثانية',
					other: '# ثانية'
				})}`,
			sending: 'جارٍ الإرسال',
			sent: 'أُرسلت',
			held: 'معلّقة',
			updateToSend: 'حدّث التطبيق لإرسالها',
			signInToSend: 'سجّل الدخول من جديد لإرسالها',
			notSent: 'لم تُرسَل.',
			notMade: 'لم تُنشأ',
			retry: 'إعادة المحاولة'
		}
	};
};
