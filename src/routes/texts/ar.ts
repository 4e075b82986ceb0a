import type { Speak } from './en';

/** What the app says in Arabic. */
export const ar: Speak = ({ count, number }) => {
	const messages = (value: number) =>
		count(value, {
			zero: '# رسالة',
			one: 'رسالة واحدة',
			two: 'رسالتان',
			few: '# رسائل',
			many: '# رسالة',
			other: '# رسالة'
		});
	return {
		app: {
			name: 'الرسائل',
			title: (page) => `${page} · الرسائل`,
			unreadTitle: (value, title) => `(${number(value)}) ${title}`,
			opening: 'جارٍ الفتح…',
			loading: 'جارٍ التحميل…',
			install: 'تثبيت التطبيق',
			update: 'تحديث',
			updateReady: 'يوجد إصدار جديد جاهز',
			notFound: 'غير موجودة',
			noSuchPage: 'لا توجد صفحة كهذه.',
			pageFailed: 'تعذّر فتح هذه الصفحة.',
			openMessages: 'افتح رسائلك'
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
		signedOut: {
			signIn: 'تسجيل الدخول',
			signUp: 'إنشاء حساب',
			unsent: 'غير المرسَل',
			signInToSend: (value) =>
				`سجّل الدخول لإرسال ${count(value, {
					one: 'رسالة واحدة',
					two: 'رسالتين',
					few: '# رسائل',
					other: '# رسالة'
				})}.`,
			needsConnection: 'يلزم الاتصال بالشبكة لتسجيل الدخول.',
			goesOn: 'تتابع هذه الصفحة من تلقاء نفسها فور عودة الاتصال.',
			signOut: 'تسجيل الخروج',
			signOutPending:
				'سُجّل خروجك من هذا الجهاز وأُزيلت رسائلك منه. تنتهي جلستك في كل مكان فور عودة الاتصال.'
		},
		account: {
			label: 'الحساب',
			manage: 'إدارة الحساب',
			settings: 'الإعدادات',
			unsent: (value) => `رسائل غير مرسَلة (${number(value)})`,
			signOut: 'تسجيل الخروج'
		},
		signOut: {
			unsent: (value) => `لم تُرسَل: ${messages(value)}`,
			waits: 'لا يوجد اتصال. يُسجَّل خروجك عندما يعود ويُرسَل كل شيء.',
			sending: 'جارٍ الإرسال. يُسجَّل خروجك عندما يُرسَل كل شيء.',
			question: 'ماذا نفعل بما كتبته ولم يُرسَل؟',
			sendFirst: 'الإرسال أولًا',
			cannotBeSent: 'لا يمكن إرساله كما هو:',
			seeWhy: 'اعرف السبب',
			keep: 'الاحتفاظ به حتى دخولي التالي',
			discard: 'تجاهله',
			cancel: 'إلغاء'
		},
		conversations: {
			title: 'المحادثات',
			choose: 'اختر محادثة.',
			gone: 'هذه المحادثة غير موجودة أو ليست متاحة لك.',
			notYetHere: 'هذه المحادثة ليست على هذا الجهاز بعد. تُفتح عندما يعود الاتصال.',
			unnamed: 'محادثة',
			noLonger: (name) => `لم تعد عضوًا في ${name}.`,
			deleted: (name) => `حُذفت المحادثة ${name}.`,
			open: 'مفتوحة للجميع',
			invitations: 'الدعوات',
			invitedBy: (name) => `دعوة من ${name}`,
			join: 'انضمام',
			joinNamed: (name) => `انضمام إلى ${name}`,
			accept: 'قبول',
			acceptNamed: (name) => `قبول الدعوة إلى ${name}`,
			decline: 'رفض',
			declineNamed: (name) => `رفض الدعوة إلى ${name}`,
			draft: 'مسودة',
			said: (author, text) => `${author}: ${text}`,
			count: number
		},
		newConversation: {
			title: 'محادثة جديدة',
			name: 'الاسم',
			who: 'من يستطيع الانضمام',
			everyone: 'الجميع',
			forEveryone: 'يستطيع الجميع قراءتها والكتابة فيها.',
			invited: 'بدعوة',
			forInvited: 'لا يقرؤها ولا يكتب فيها إلا أعضاؤها.',
			cancel: 'إلغاء',
			create: 'إنشاء',
			pending: 'تُنشأ فور عودة الاتصال، وتستطيع الكتابة فيها عندئذ.',
			person: 'مراسلة شخص',
			notMade: 'لم تُنشأ',
			notConnected: 'لم تُنشأ: لا يوجد اتصال.',
			outcomeUnknown: 'انقطع الاتصال قبل وصول الرد. انظر هل ظهرت في القائمة.',
			signInAgain: 'لم تُنشأ: سجّل الدخول من جديد.',
			tooMany: 'محادثات كثيرة دفعة واحدة. حاول مجددًا بعد لحظة.',
			noSuchPerson: 'لم يعد هذا الشخص هنا.',
			serverFailed: 'لم تُنشأ: تعذّر على الخادم قبولها.'
		},
		people: {
			find: 'البحث عن شخص بالاسم',
			offline: 'يلزم الاتصال بالشبكة للبحث عن الأشخاص.',
			nobody: 'لا أحد بهذا الاسم.',
			found: (value) =>
				count(value, {
					zero: '# شخص',
					one: 'شخص واحد',
					two: 'شخصان',
					few: '# أشخاص',
					many: '# شخصًا',
					other: '# شخص'
				})
		},
		details: {
			title: 'التفاصيل',
			open: 'مفتوحة للجميع',
			invited: 'بدعوة',
			direct: 'بينكما فقط',
			rename: 'تغيير الاسم',
			invite: 'دعوة',
			isInvited: (name) => `دُعي ${name}.`,
			members: 'الأعضاء',
			moreMembers: 'عرض المزيد من الأعضاء',
			membersOffline: 'يلزم الاتصال بالشبكة لعرض الأعضاء.',
			membersFailed: 'تعذّر تحميل الأعضاء.',
			owner: 'المالك',
			removeMember: 'إخراج',
			removeNamed: (name) => `إخراج ${name}`,
			removeQuestion: (name) => `هل تريد إخراج ${name} من هذه المحادثة؟`,
			leave: 'مغادرة',
			leaveQuestion: (name) => `هل تريد مغادرة ${name}؟`,
			leaveInvited: 'لا تستطيع العودة إلا إذا دعاك أحد.',
			delete: 'حذف المحادثة',
			deleteQuestion: (name) => `هل تريد حذف ${name}؟`,
			deleteConsequence: 'تُحذف كل رسائلها عند الجميع.'
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
			toNewest: (unread) =>
				unread > 0 ? `إلى أحدث الرسائل، الجديد: ${messages(unread)}` : 'إلى أحدث الرسائل',
			newLine: 'رسائل جديدة'
		},
		message: {
			you: 'أنت',
			actions: 'إجراءات الرسالة',
			youDeleted: 'حذفتَ هذه الرسالة',
			deleted: 'حُذفت هذه الرسالة',
			edited: 'معدَّلة',
			edit: 'تعديل',
			copy: 'نسخ',
			copyLink: 'نسخ الرابط',
			copied: 'نُسخ',
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
			answering: (author) => `الرد على ${author}`,
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
			isHere: (name) => `${name} هنا`,
			areHere: (value) =>
				`${count(value, {
					one: 'شخص آخر',
					two: 'شخصان آخران',
					few: '# أشخاص آخرين',
					many: '# شخصًا آخر',
					other: '# شخص آخر'
				})} هنا`,
			isTyping: (name) => `${name} يكتب…`,
			areTyping: (value) =>
				`يكتب ${count(value, {
					one: 'شخص واحد',
					two: 'شخصان',
					few: '# أشخاص',
					many: '# شخصًا',
					other: '# شخص'
				})}…`
		},
		search: {
			title: 'بحث',
			label: 'البحث في الرسائل',
			results: 'الرسائل التي وُجدت',
			all: 'كل الرسائل',
			device: 'على هذا الجهاز',
			nothing: 'لا نتائج',
			found: messages,
			partial: 'في آخر المحادثات نشاطًا',
			failed: 'تعذّر البحث. تتكرر المحاولة.'
		},
		delivery: {
			waiting: 'محفوظة على هذا الجهاز',
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
			retry: 'إعادة المحاولة'
		},
		refusal: {
			serverFailed: 'تعذّر على الخادم قبولها.',
			tooOld: 'انتظرت هنا أسبوعين. أرسلها فقط إن كنت ما تزال تريد ذلك.',
			unauthenticated: 'سجّل الدخول من جديد.',
			forbidden: 'لا يحق لك الكتابة في هذه المحادثة.',
			messageDeleted: 'حُذفت الرسالة.',
			conversationGone: 'لم تعد هذه المحادثة موجودة.',
			tooLong: (limit) => `أقصى طول للرسالة هو ${number(limit)} من الأحرف.`,
			rateLimited: 'طلبات كثيرة دفعة واحدة. حاول مجددًا بعد لحظة.',
			empty: 'الرسالة فارغة.',
			noRoom: 'لم تُحفظ: لا توجد مساحة على هذا الجهاز. يبقى نصّك هنا.',
			storageFailed: 'لم تُحفظ: التخزين على هذا الجهاز لا يعمل الآن. يبقى نصّك هنا.',
			notConnected: 'لم تُرسَل: لا يوجد اتصال. يبقى نصّك هنا.',
			outcomeUnknown: 'انقطع الاتصال قبل وصول الرد. أرسلها من جديد: لن تُرسَل مرتين.',
			notSent: (why) => `لم تُرسَل. ${why}`
		},
		unsent: {
			title: 'غير المرسَل',
			list: 'رسائل غير مرسَلة',
			allSent: 'كل ما كتبته قد أُرسِل.',
			unreadable:
				'ترك إصدار آخر من التطبيق هنا شيئًا لا يستطيع هذا الإصدار قراءته. يبقى محفوظًا؛ حدّث التطبيق لإرساله.',
			deletes: 'حذف رسالة',
			reacts: (emoji) => `تفاعل بـ ${emoji}`,
			takesBack: (emoji) => `سحب التفاعل ${emoji}`,
			creates: (name) => `إنشاء المحادثة ${name}`,
			changes: 'تغيير في محادثة'
		}
	};
};
