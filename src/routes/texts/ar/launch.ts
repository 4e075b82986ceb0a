import type { Speak } from '../en/launch';

/** What the app says in Arabic. */
export const launch: Speak = ({ count, number, isolate }) => {
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
			draft: 'مسودة',
			muted: 'مكتومة',
			unread: 'غير مقروءة',
			pinned: 'المثبّتة',
			mentioned: 'أشار إليك أحدهم',
			count: number
		},
		messages: {
			label: 'الرسائل',
			scrollable: 'الرسائل، قابلة للتمرير',
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
			newLine: 'رسائل جديدة'
		},
		message: {
			you: 'أنت',
			actions: 'إجراءات الرسالة',
			youDeleted: 'حذفتَ هذه الرسالة',
			deleted: 'حُذفت هذه الرسالة',
			notShown: 'يتعذّر عرض هذه الرسالة',
			edited: 'معدَّلة',
			inReplyTo: 'ردًّا على',
			earlier: 'رسالة سابقة',
			reactions: 'التفاعلات'
		},
		composer: {
			label: 'رسالة',
			send: 'إرسال'
		},
		delivery: {
			waiting: 'محفوظة على هذا الجهاز',
			notKept: 'لم تُرسَل بعد',
			sending: 'جارٍ الإرسال',
			sent: 'أُرسلت',
			held: 'معلّقة',
			rejected: 'لم تُرسَل.',
			notMade: 'لم تُنشأ'
		}
	};
};
