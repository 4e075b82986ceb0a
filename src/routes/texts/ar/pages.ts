import { countMessages } from './counts';
import type { SpeakPages } from '../en/pages';

/** What the pages and dialogs that no launch shows say in Arabic. */
export const pages: SpeakPages = ({ count, number, isolate }) => {
	const messages = countMessages({ count });
	return {
		empty: {
			messages: {
				loading: { why: 'جارٍ تحميل الرسائل', todo: '' },
				notHere: {
					why: 'ليست على هذا الجهاز بعد.',
					todo: 'ستُحمَّل عندما تكون متصلًا.'
				},
				failed: { why: 'تعذّر تحميل الرسائل.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'لم يكتب أحد هنا بعد.', todo: 'ما تكتبه سيكون أول رسالة.' }
			},
			conversation: {
				loading: { why: 'جارٍ تحميل الرسائل', todo: '' },
				notHere: {
					why: 'ليست على هذا الجهاز بعد.',
					todo: 'ستُحمَّل عندما تكون متصلًا.'
				},
				failed: { why: 'تعذّر تحميل المحادثة.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				gone: { why: 'هذه المحادثة غير موجودة أو ليست متاحة لك.', todo: 'اختر محادثة أخرى.' },
				none: {
					why: 'ليست لديك محادثات بعد.',
					todo: 'ابدأ محادثة، أو انضم إلى محادثة مفتوحة.'
				},
				unchosen: { why: 'لا توجد محادثة مفتوحة.', todo: 'اختر محادثة.' }
			},
			conversations: {
				loading: { why: 'جارٍ تحميل المحادثات', todo: '' },
				notHere: {
					why: 'ليست على هذا الجهاز بعد.',
					todo: 'ستُحمَّل عندما تكون متصلًا.'
				},
				failed: { why: 'تعذّر تحميل محادثاتك.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'ليست لديك محادثات بعد.', todo: 'ابدأ واحدة بزر «محادثة جديدة».' }
			},
			members: {
				loading: { why: 'جارٍ تحميل الأعضاء', todo: '' },
				notHere: { why: 'ليست على هذا الجهاز بعد.', todo: 'ستُحمَّل عندما تكون متصلًا.' },
				failed: { why: 'تعذّر تحميل الأعضاء.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'لا يوجد أعضاء.', todo: 'انضم، أو ادعُ شخصًا.' }
			},
			people: {
				loading: { why: 'جارٍ البحث عن أشخاص', todo: '' },
				notHere: { why: 'تحتاج إلى اتصال للبحث عن أشخاص.', todo: 'حاول مرة أخرى عندها.' },
				failed: { why: 'لم ينجح البحث.', todo: 'غيّر الاسم للمحاولة مرة أخرى.' },
				none: { why: 'لا أحد بهذا الاسم.', todo: 'تحقق من الإملاء.' },
				nobody: { why: 'لا أحد لعرضه بعد.', todo: 'ابحث عن شخص باسمه، أو أرسل إليه رابطًا.' }
			},
			directory: {
				loading: { why: 'جارٍ تحميل المحادثات المفتوحة', todo: '' },
				notHere: {
					why: 'تحتاج إلى اتصال لرؤية المحادثات المفتوحة.',
					todo: 'تظهر فور عودة الاتصال.'
				},
				failed: { why: 'تعذّر تحميل المحادثات المفتوحة.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'لا توجد محادثة مفتوحة للجميع بعد.', todo: 'ابدأ واحدة.' },
				notFound: { why: 'لا توجد محادثة مفتوحة بهذا الاسم.', todo: 'جرّب كلمة أخرى.' }
			},
			joinLink: {
				loading: { why: 'جارٍ تحميل الدعوة', todo: '' },
				notHere: { why: 'تحتاج إلى اتصال للرد على الدعوة.', todo: 'تظهر فور عودة الاتصال.' },
				failed: { why: 'تعذّر تحميل الدعوة.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'هذا الرابط لا يعمل.', todo: 'اطلب رابطًا جديدًا.' },
				gone: { why: 'لم يعد هذا الرابط صالحًا، أو أنه لمؤسسة أخرى.', todo: 'اطلب رابطًا جديدًا.' }
			},
			reports: {
				loading: { why: 'جارٍ تحميل البلاغات', todo: '' },
				notHere: { why: 'تحتاج إلى اتصال لرؤية البلاغات.', todo: 'تظهر فور عودة الاتصال.' },
				failed: { why: 'تعذّر تحميل البلاغات.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				gone: { why: 'المشرفون وحدهم يرون البلاغات.', todo: 'يختارهم من يدير هذا التطبيق.' },
				none: { why: 'لم يبلّغ أحد عن شيء.', todo: 'لا شيء عليك فعله هنا.' }
			},
			search: {
				idle: { why: 'ابحث في رسائلك.', todo: 'اكتب كلمة أو بدايتها.' },
				loading: { why: 'جارٍ البحث', todo: '' },
				failed: { why: 'لم ينجح البحث.', todo: 'تتكرر المحاولة.' },
				none: { why: 'لا توجد رسالة فيها هذه الكلمات.', todo: 'جرّب كلمات أخرى أو أقل.' }
			},
			unsent: {
				none: { why: 'أُرسل كل ما كتبته.', todo: 'لا شيء عليك فعله هنا.' }
			}
		},
		errorPage: {
			notFound: 'غير موجودة',
			failed: 'لم تُفتح',
			noSuchPage: 'لا توجد صفحة كهذه.',
			pageFailed: 'تعذّر فتح هذه الصفحة.',
			openMessages: 'افتح رسائلك'
		},
		signedOut: {
			what: 'رسائل تعمل دون شبكة',
			explained: 'اقرأ واكتب في النفق والقطار والطائرة. وما تكتبه يُرسَل تلقائيًّا عند عودة الاتصال.',
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
			loading: 'جارٍ التحميل…',
			needsConnection: 'يلزم الاتصال بالشبكة لتسجيل الدخول.',
			goesOn: 'تتابع هذه الصفحة من تلقاء نفسها فور عودة الاتصال.',
			left: 'سُجّل خروجك، لكن قد يبقى شيء من بياناتك على هذا الجهاز: مساحة التخزين ممتلئة أو لا تستجيب. وفّر مساحة ثم اختر «إزالة الآن»، أو أزل بيانات هذا الموقع من إعدادات المتصفح.',
			removeNow: 'إزالة الآن',
			signOut: 'تسجيل الخروج',
			signOutPending:
				'سُجّل خروجك من هذا الجهاز وأُزيلت رسائلك منه. تنتهي جلستك في كل مكان فور عودة الاتصال.'
		},
		notAccepted: {
			yet: 'لم يُقبَل تسجيل دخولك بعد. تجري المحاولة من جديد.',
			clock: 'ساعة هذا الجهاز غير صحيحة. اضبطها، وستتابع هذه الصفحة من تلقاء نفسها.'
		},
		notShown: {
			app: 'يتعذّر عرض التطبيق.',
			conversations: 'يتعذّر عرض محادثاتك.',
			messages: 'يتعذّر عرض هذه المحادثة.',
			page: 'يتعذّر عرض هذه الصفحة.',
			reload: 'إعادة التحميل'
		},
		copyDropped: {
			label: 'أُزيل من هذا الجهاز',
			app: 'تعذّر عرض ما احتفظ به هذا الجهاز وأُزيل منه. سيُحمَّل من جديد عند توفّر الاتصال.',
			conversations:
				'تعذّر عرض ما احتفظ به هذا الجهاز من محادثاتك وأُزيل منه. ستُحمَّل من جديد عند توفّر الاتصال.',
			messages:
				'تعذّر عرض ما احتفظ به هذا الجهاز من هذه الرسائل وأُزيل منه. ستُحمَّل من جديد عند توفّر الاتصال.',
			page: 'تعذّر عرض ما احتفظ به هذا الجهاز من هذه الصفحة وأُزيل منه. ستُحمَّل من جديد عند توفّر الاتصال.'
		},
		refusal: {
			serverFailed: 'تعذّر على الخادم قبولها.',
			notUnderstood: 'تعذّر على الخادم قراءتها.',
			tooOld: 'انتظرت هنا أسبوعين. أرسلها فقط إن كنت ما تزال تريد ذلك.',
			unauthenticated: 'سجّل الدخول من جديد.',
			forbidden: 'لا يحق لك الكتابة في هذه المحادثة.',
			messageDeleted: 'حُذفت الرسالة.',
			conversationGone: 'لم تعد هذه المحادثة موجودة.',
			tooLong: (limit) => `أقصى طول للرسالة هو ${number(limit)} من الأحرف.`,
			rateLimited: 'طلبات كثيرة دفعة واحدة. حاول مجددًا بعد لحظة.',
			empty: 'الرسالة فارغة.'
		},
		menu: {
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
		arrivals: {
			from: (author) => `رسالة جديدة من ${isolate(author)}`
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
		markedText: {
			code: 'نص برمجي',
			spoiler: 'نص مخفي، أظهره'
		},
		receipts: {
			sent: 'أُرسلت',
			delivered: 'أُرسلت ووصلت',
			read: 'أُرسلت وقُرئت',
			readBy: (people) => `أُرسلت، وعدد من قرأها: ${number(people)}`
		},
		messageInfo: {
			title: 'معلومات',
			sent: 'وقت الإرسال',
			edited: 'وقت التعديل',
			readBy: 'قرأها',
			deliveredTo: 'وصلت إلى',
			none: 'لا أحد بعد',
			many: 'تظهر إشعارات القراءة في المحادثات التي لا يزيد أعضاؤها على 20 شخصًا.',
			off: 'لقد أوقفت إشعارات القراءة في الإعدادات.',
			nobody: 'لم يفعّل أحد هنا إشعارات القراءة.',
			unknown: 'يمكنك رؤية من قرأها عندما تكون متصلًا.',
			close: 'إغلاق'
		},
		emoji: {
			label: 'رموز تعبيرية',
			search: 'البحث في الرموز التعبيرية',
			recent: 'الأخيرة',
			found: 'النتائج',
			groups: 'مجموعات الرموز التعبيرية',
			none: 'لا يوجد رمز بهذا الاسم.',
			failed: 'تعذّر تحميل الرموز التعبيرية. حاول مرة أخرى.',
			tone: 'لون البشرة',
			tones: ['بلا لون', 'فاتح', 'فاتح متوسط', 'متوسط', 'داكن متوسط', 'داكن']
		},
		emojiGroups: {
			smileys: 'وجوه ومشاعر',
			people: 'أشخاص',
			nature: 'حيوانات وطبيعة',
			food: 'طعام وشراب',
			travel: 'سفر وأماكن',
			activities: 'أنشطة',
			objects: 'أشياء',
			symbols: 'رموز',
			flags: 'أعلام'
		},
		messageActions: {
			toolbar: 'رسالة',
			reply: 'رد',
			forward: 'إعادة توجيه',
			select: 'تحديد',
			react: 'تفاعل',
			moreReactions: 'تفاعلات أخرى',
			reactionsLater: 'يمكنك رؤية من تفاعل عندما تكون متصلًا.',
			more: 'المزيد',
			edit: 'تعديل',
			copy: 'نسخ',
			copyLink: 'نسخ الرابط',
			removePreview: 'إزالة المعاينة',
			info: 'معلومات',
			copied: 'نُسخ',
			notCopied: 'لم يُنسخ',
			delete: 'حذف',
			deleted: 'حُذفت',
			undo: 'تراجع',
			retry: 'إعادة المحاولة'
		},
		forward: {
			title: 'إعادة التوجيه إلى',
			search: 'البحث في المحادثات',
			list: 'المحادثات',
			none: 'لا توجد محادثة بهذا الاسم.',
			forwarded: 'رسالة معاد توجيهها',
			from: (name) => `معاد توجيهها من ${isolate(name)}`
		},
		select: {
			toolbar: 'الرسائل المحددة',
			count: (messages) =>
				count(messages, {
					zero: 'لم تُحدد أي رسالة',
					one: 'رسالة واحدة محددة',
					two: 'رسالتان محددتان',
					few: '# رسائل محددة',
					many: '# رسالة محددة',
					other: '# رسالة محددة'
				}),
			message: (author, text) => `${isolate(author)}: ${text}`,
			cancel: 'إلغاء'
		},
		pins: {
			pin: 'تثبيت',
			unpin: 'إلغاء التثبيت',
			title: 'رسالة مثبتة',
			oneOf: (at, messages) => `الرسالة المثبتة ${number(at)} من ${number(messages)}`,
			tooMany: (most) =>
				count(most, {
					zero: 'لا يمكن تثبيت أي رسالة',
					one: 'يمكن تثبيت رسالة واحدة على الأكثر',
					two: 'يمكن تثبيت رسالتين على الأكثر',
					few: 'يمكن تثبيت # رسائل على الأكثر',
					many: 'يمكن تثبيت # رسالة على الأكثر',
					other: 'يمكن تثبيت # رسالة على الأكثر'
				})
		},
		composing: {
			everybody: 'الكل',
			people: 'أشخاص للإشارة إليهم',
			editing: 'تعديل رسالة',
			answering: (author) => `الرد على ${isolate(author)}`,
			answeringSelf: 'الرد على رسالتك',
			noAnswer: 'إلغاء الرد',
			cancel: 'إلغاء',
			otherDraft: 'مسودة أخرى:',
			useOther: 'استخدام',
			discardOther: 'تجاهل',
			discarded: 'أُلغيت المسودة',
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
				})}`
		},
		conversation: {
			unnamed: 'محادثة',
			noLonger: (name) => `لم تعد عضوًا في ${isolate(name)}.`,
			deleted: (name) => `حُذفت المحادثة ${isolate(name)}.`
		},
		wait: {
			update: 'حدّث التطبيق لإرسالها',
			signIn: 'سجّل الدخول من جديد لإرسالها',
			tooMuch: (value) =>
				`رسائل كثيرة دفعة واحدة، تُرسَل بعد ${count(value, {
					one: 'ثانية واحدة',
					two: 'ثانيتين',
					few: '# ثوانٍ',
					many: '# ثانية',
					other: '# ثانية'
				})}`
		},
		scrolling: {
			toNewest: (unread) =>
				unread > 0 ? `إلى أحدث الرسائل، الجديد: ${messages(unread)}` : 'إلى أحدث الرسائل'
		},
		list: {
			filter: 'عرض',
			all: 'الكل',
			groups: 'المجموعات',
			nothingUnread: 'قرأت كل شيء.',
			noGroups: 'لست في أي مجموعة.',
			nothingArchived: 'لا شيء في الأرشيف.',
			more: 'عرض المزيد',
			archived: 'المؤرشفة',
			back: 'العودة إلى كل المحادثات',
			actions: 'إجراءات المحادثة',
			pin: 'تثبيت',
			unpin: 'إلغاء التثبيت',
			markRead: 'تعليم كمقروءة',
			markUnread: 'تعليم كغير مقروءة',
			archive: 'أرشفة',
			unarchive: 'إلغاء الأرشفة',
			isArchived: 'أُرشفت',
			isUnarchived: 'أُلغيت الأرشفة'
		},
		invitations: {
			title: 'الدعوات',
			invitedBy: (name) => `دعوة من ${isolate(name)}`,
			accept: 'قبول',
			acceptNamed: (name) => `قبول الدعوة إلى ${isolate(name)}`,
			decline: 'رفض',
			declined: 'رُفضت الدعوة',
			declineNamed: (name) => `رفض الدعوة إلى ${isolate(name)}`
		},
		newConversation: {
			name: 'الاسم',
			who: 'من يستطيع الانضمام',
			everyone: 'الجميع',
			forEveryone: 'يستطيع الجميع قراءتها والكتابة فيها.',
			invited: 'بدعوة',
			forInvited: 'لا يقرؤها ولا يكتب فيها إلا أعضاؤها.',
			cancel: 'إلغاء',
			create: 'إنشاء',
			pending: 'تُنشأ فور عودة الاتصال، وتستطيع الكتابة فيها عندئذ.',
			group: 'مجموعة جديدة',
			notConnected: 'لم تُنشأ: لا يوجد اتصال.',
			outcomeUnknown: 'انقطع الاتصال قبل وصول الرد. انظر هل ظهرت في القائمة.',
			signInAgain: 'لم تُنشأ: سجّل الدخول من جديد.',
			tooMany: 'محادثات كثيرة دفعة واحدة. حاول مجددًا بعد لحظة.',
			noSuchPerson: 'لم يعد هذا الشخص هنا.',
			serverFailed: 'لم تُنشأ: تعذّر على الخادم قبولها.'
		},
		people: {
			find: 'البحث عن أشخاص',
			list: 'الأشخاص',
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
		ownName: {
			question: 'بأي اسم يناديك الناس؟',
			save: 'حفظ',
			saved: 'حُفظ',
			skip: 'تخطّي',
			emailAddress: 'هذا عنوان بريد إلكتروني، وسيراه كل من تكتب إليه. اختر اسمًا.',
			notConnected: 'لم يُحفظ: لا يوجد اتصال.',
			notSaved: 'لم يُحفظ. حاول من جديد.'
		},
		details: {
			open: 'مفتوحة للجميع',
			invited: 'بدعوة',
			direct: 'بينكما فقط',
			rename: 'تغيير الاسم',
			invite: 'دعوة',
			isInvited: (name) => `دُعي ${isolate(name)}.`,
			members: 'الأعضاء',
			find: 'بحث',
			moreMembers: 'عرض المزيد من الأعضاء',
			owner: 'المالك',
			removeMember: 'إخراج',
			removeNamed: (name) => `إخراج ${isolate(name)}`,
			removeQuestion: (name) => `هل تريد إخراج ${isolate(name)} من هذه المحادثة؟`,
			profile: 'الملف الشخصي',
			isMuted: 'مكتومة: تظهر الرسائل الجديدة في القائمة فقط.',
			pending: 'مدعوّون لم يجيبوا بعد',
			invitedBy: (name) => `دعوة من ${isolate(name)}`,
			withdraw: 'سحب الدعوة',
			withdrawNamed: (name) => `سحب دعوة ${isolate(name)}`,
			hide: 'إخفاء',
			hideQuestion: (name) => `هل تريد إخفاء المحادثة مع ${isolate(name)}؟`,
			hideConsequence: 'تعود عندما يكتب أحدكما فيها.',
			deleteForMe: 'حذف عندي',
			deleteForMeQuestion: (name) => `هل تريد حذف المحادثة مع ${isolate(name)} عندك؟`,
			deleteForMeConsequence: 'لن ترى رسائلها مرة أخرى. وتبقى عند الشخص الآخر.',
			leave: 'مغادرة',
			leaveQuestion: (name) => `هل تريد مغادرة ${isolate(name)}؟`,
			leaveInvited: 'لا تستطيع العودة إلا إذا دعاك أحد.',
			leaveLast: 'أنت آخر عضو، لذا تُحذف المحادثة.',
			leaveTo: (name) => `المغادرة ونقل الملكية إلى ${isolate(name)}`,
			newOwner: 'المالك الجديد',
			oldestOwns: 'يصبح أقدم الأعضاء المالك.',
			delete: 'حذف المحادثة',
			deleteQuestion: (name) => `هل تريد حذف ${isolate(name)}؟`,
			deleteConsequence: 'تُحذف كل رسائلها عند الجميع.'
		},
		directory: {
			title: 'المحادثات المفتوحة',
			open: 'مفتوحة للجميع',
			search: 'البحث في المحادثات المفتوحة',
			join: 'انضمام',
			joinNamed: (name) => `انضمام إلى ${isolate(name)}`,
			joined: 'منضمّ'
		},
		start: {
			people: 'اكتب إلى أحد',
			open: 'مفتوحة لك',
			all: 'كل المحادثات المفتوحة'
		},
		profile: {
			close: 'إغلاق',
			gone: 'لم يعد هذا الشخص هنا.',
			blocked: 'لقد حظرت هذا الشخص. لا تصلك رسائله المباشرة ولا دعواته.',
			message: 'مراسلة',
			mute: 'كتم',
			unmute: 'إلغاء الكتم',
			block: 'حظر',
			unblock: 'إلغاء الحظر',
			report: 'إبلاغ',
			shared: 'محادثاتكما المشتركة'
		},
		report: {
			message: 'تُرسَل رسالته مع البلاغ.',
			what: 'ما المشكلة؟',
			who: 'لا يقرؤه إلا مشرفو هذا التطبيق. ولا يُخبَر الشخص به.',
			send: 'إرسال البلاغ',
			sent: 'أُرسل البلاغ. سينظر فيه المشرفون.',
			back: 'العودة إلى الملف الشخصي'
		},
		reports: {
			title: 'البلاغات',
			about: (name) => `عن ${isolate(name)}`,
			by: (name) => `بلاغ من ${isolate(name)}`,
			removeMessage: 'إزالة الرسالة',
			removeQuestion: 'هل تريد إزالة هذه الرسالة عند الجميع؟',
			close: 'إغلاق المحادثة',
			closeQuestion: 'هل تريد إغلاق هذه المحادثة؟'
		},
		joinLink: {
			title: 'رابط دعوة',
			label: 'الرابط',
			toSelf: 'يستطيع كل من لديه رابطك أن يكتب إليك.',
			toConversation: 'يستطيع كل من لديه الرابط أن ينضم.',
			create: 'إنشاء رابط',
			copy: 'نسخ الرابط',
			share: 'مشاركة…',
			revoke: 'إنهاء الرابط',
			isEnded: 'انتهى الرابط.',
			until: (day) => `صالح حتى ${day}`,
			needsConnection: 'تحتاج إلى اتصال لهذا.',
			invites: (name) => `يدعوك ${isolate(name)} إلى هذه المحادثة.`,
			wants: (name) => `يودّ ${isolate(name)} أن تكتب إليه.`,
			isYours: 'هذا رابطك أنت. أرسله إلى أحد.',
			join: 'انضمام',
			write: 'كتابة رسالة',
			open: 'فتح المحادثة',
			signIn: 'لديك دعوة. سجّل الدخول أو أنشئ حسابًا للمتابعة.'
		},
		search: {
			label: 'البحث في الرسائل',
			clear: 'امسح البحث',
			nothing: 'لم يُعثر على شيء',
			results: 'الرسائل التي وُجدت',
			all: 'كل الرسائل',
			device: 'على هذا الجهاز',
			found: messages,
			partial: 'قد يوجد المزيد',
			cut: (words: number) => `لا يُبحث إلا عن بداية نصك: ${number(words)} كلمة على الأكثر`
		},
		keys: {
			title: 'اختصارات لوحة المفاتيح',
			goTo: 'الانتقال إلى محادثة أو شخص أو رسالة',
			previous: 'المحادثة السابقة',
			next: 'المحادثة التالية',
			nth: 'من المحادثة الأولى إلى التاسعة',
			search: 'البحث في الرسائل',
			shortcuts: 'هذه القائمة',
			send: 'إرسال الرسالة',
			newLine: 'سطر جديد',
			menu: 'قائمة رسالة',
			close: 'إغلاق ما هو مفتوح',
			done: 'إغلاق'
		},
		switcher: {
			title: 'الانتقال إلى',
			label: 'بحث',
			hint: 'محادثات وأشخاص ورسائل',
			options: 'النتائج',
			none: 'لم يُعثر على شيء',
			searching: 'جارٍ البحث…',
			device: 'بلا اتصال: ما على هذا الجهاز فقط',
			conversations: 'المحادثات',
			commands: 'إجراءات',
			people: 'الأشخاص',
			messages: 'الرسائل',
			others: 'أشخاص آخرون'
		},
		commands: {
			newConversation: 'محادثة جديدة',
			findHere: 'البحث في هذه المحادثة',
			details: 'تفاصيل هذه المحادثة',
			search: 'البحث في كل الرسائل',
			directory: 'المحادثات المفتوحة',
			markAllRead: 'تعليم الكل كمقروء',
			unsent: 'الرسائل غير المرسلة',
			settings: 'الإعدادات',
			shortcuts: 'اختصارات لوحة المفاتيح',
			signOut: 'تسجيل الخروج'
		},
		find: {
			label: 'البحث في هذه المحادثة',
			place: (hit, hits) => `${number(hit)} من ${number(hits)}`,
			none: 'لم يُعثر على شيء',
			noneHere: 'ليس على هذا الجهاز',
			previous: 'الأقدم',
			next: 'الأحدث',
			close: 'إغلاق البحث'
		},
		day: {
			title: 'الانتقال إلى يوم',
			label: 'اليوم',
			none: 'لا رسائل منذ هذا اليوم.',
			notHere: 'لا رسائل من ذلك اليوم على هذا الجهاز. يمكنك الانتقال إلى أي يوم عندما تكون متصلًا.',
			cancel: 'إلغاء',
			go: 'انتقال'
		},
		link: {
			leadsTo: (host) => `يؤدي إلى ${isolate(host)}`,
			question: 'أتفتح هذا العنوان؟',
			open: 'فتح',
			cancel: 'إلغاء'
		},
		unsent: {
			title: 'غير المرسَل',
			list: 'رسائل غير مرسَلة',
			unreadable:
				'ترك إصدار آخر من التطبيق هنا شيئًا لا يستطيع هذا الإصدار قراءته. يبقى محفوظًا؛ حدّث التطبيق لإرساله.',
			edits: 'تعديل رسالة إلى:',
			deletes: 'حذف رسالة',
			removesPreview: 'إزالة معاينة رابط',
			reacts: (emoji) => `تفاعل بـ ${emoji}`,
			takesBack: (emoji) => `سحب التفاعل ${emoji}`,
			pins: 'تثبيت رسالة',
			unpins: 'إلغاء تثبيت رسالة',
			creates: 'إنشاء محادثة:',
			renames: 'تغيير اسم المحادثة إلى:',
			deletesConversation: 'حذف المحادثة',
			mutes: 'كتم المحادثة',
			unmutes: 'إلغاء كتم المحادثة',
			hides: 'إخفاء المحادثة',
			deletesForSelf: 'حذف المحادثة عندك',
			blocks: 'حظر شخص',
			unblocks: 'إلغاء حظر شخص',
			joins: 'الانضمام إلى المحادثة',
			leaves: 'مغادرة المحادثة',
			handsOver: 'نقل الملكية إلى عضو آخر والمغادرة',
			removesMember: 'إخراج عضو',
			invites: 'دعوة شخص',
			accepts: 'قبول الدعوة',
			declines: 'رفض الدعوة',
			changes: 'تغيير في محادثة'
		},
		tooLong: {
			splitInto: (value) =>
				`التقسيم إلى ${count(value, {
					one: 'رسالة واحدة',
					two: 'رسالتين',
					few: '# رسائل',
					many: '# رسالة',
					other: '# رسالة'
				})}`,
			shorten: 'هذا أطول من أن يُرسَل. اختصره، أو أرسل جزءًا منه.'
		},
		problem: {
			keepsNothing: 'لا يحفظ هذا المتصفح شيئًا: ما لم يُرسَل يضيع عند إغلاق الصفحة.',
			draftNotKept:
				'لا توجد مساحة على هذا الجهاز، أو أن التخزين لا يعمل. ما تكتبه هنا يضيع عند إغلاق الصفحة.',
			noRoom: 'لم تُحفظ: لا توجد مساحة على هذا الجهاز. يبقى نصّك هنا.',
			storageFailed: 'لم تُحفظ: التخزين على هذا الجهاز لا يعمل الآن. يبقى نصّك هنا.',
			notConnected: 'لم تُرسَل: لا يوجد اتصال. يبقى نصّك هنا.',
			outcomeUnknown: 'انقطع الاتصال قبل وصول الرد. أرسلها من جديد: لن تُرسَل مرتين.',
			notSent: (why) => `لم تُرسَل. ${why}`,
			offline: 'لا يوجد اتصال. حاول عندما يعود.',
			notDone: 'لم ينجح ذلك. حاول مرة أخرى.'
		}
	};
};
