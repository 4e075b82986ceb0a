import type { Speak } from './en';

/** What the app says in Arabic. */
export const ar: Speak = ({ count, number }) => {
	return {
		app: {
			name: 'الرسائل',
			title: (page) => `${page} · الرسائل`,
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
			dayAndClock: (day, clock) => `${day}، ${clock}`
		},
		account: {
			label: 'الحساب'
		},
		conversations: {
			title: 'المحادثات',
			new: 'محادثة جديدة',
			details: 'التفاصيل',
			search: 'بحث',
			notYetHere: 'هذه المحادثة ليست على هذا الجهاز بعد. تُفتح عندما يعود الاتصال.',
			open: 'مفتوحة للجميع',
			join: 'انضمام',
			joinNamed: (name) => `انضمام إلى ${name}`,
			draft: 'مسودة',
			said: (author, text) => `${author}: ${text}`,
			more: 'عرض المزيد',
			count: number
		},
		messages: {
			label: 'الرسائل',
			scrollable: 'الرسائل، قابلة للتمرير',
			newFrom: (author) => `رسالة جديدة من ${author}`,
			new: (value) =>
				count(value, {
					one: 'رسالة جديدة واحدة',
					two: 'رسالتان جديدتان',
					few: '# رسائل جديدة',
					many: '# رسالة جديدة',
					other: '# رسالة جديدة'
				}),
			empty: 'لم يكتب أحد هنا بعد. ما تكتبه سيكون أول رسالة.',
			failed: 'تعذّر تحميل الرسائل. تتكرر المحاولة.',
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
			code: 'نص برمجي',
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
			updateToSend: 'حدّث التطبيق لإرسالها',
			signInToSend: 'سجّل الدخول من جديد لإرسالها',
			notSent: 'لم تُرسَل.',
			notMade: 'لم تُنشأ'
		}
	};
};
