import { countMessages } from '../arabic-counts';
import type { SpeakPages } from './en';

/** What the pages and dialogs that no launch shows say in Arabic. */
export const ar: SpeakPages = ({ count, number, isolate }) => {
	const messages = countMessages({ count });
	return {
		empty: {
			messages: {
				loading: { why: 'جارٍ تحميل الرسائل', todo: '' },
				notHere: {
					why: 'ليست على هذا الجهاز بعد',
					todo: 'تظهر الرسائل عندما يعود الاتصال. يمكنك الكتابة الآن.'
				},
				failed: { why: 'تعذّر تحميل الرسائل.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'لم يكتب أحد هنا بعد.', todo: 'ما تكتبه سيكون أول رسالة.' }
			},
			conversation: {
				loading: { why: 'جارٍ تحميل الرسائل', todo: '' },
				notHere: {
					why: 'ليست على هذا الجهاز بعد',
					todo: 'تُفتح هذه المحادثة عندما يعود الاتصال.'
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
					why: 'ليست على هذا الجهاز بعد',
					todo: 'تظهر محادثاتك عندما يعود الاتصال.'
				},
				failed: { why: 'تعذّر تحميل محادثاتك.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'ليست لديك محادثات بعد.', todo: 'ابدأ واحدة بزر «محادثة جديدة».' }
			},
			members: {
				loading: { why: 'جارٍ تحميل الأعضاء', todo: '' },
				notHere: { why: 'ليست على هذا الجهاز بعد', todo: 'تحتاج إلى اتصال لرؤية الأعضاء.' },
				failed: { why: 'تعذّر تحميل الأعضاء.', todo: 'تتكرر المحاولة تلقائيًّا.' },
				none: { why: 'لا يوجد أعضاء.', todo: 'انضم، أو ادعُ شخصًا.' }
			},
			people: {
				loading: { why: 'جارٍ البحث عن أشخاص', todo: '' },
				notHere: { why: 'تحتاج إلى اتصال للبحث عن أشخاص.', todo: 'حاول مرة أخرى عندها.' },
				failed: { why: 'لم ينجح البحث.', todo: 'غيّر الاسم للمحاولة مرة أخرى.' },
				none: { why: 'لا أحد بهذا الاسم.', todo: 'تحقق من الإملاء.' }
			},
			search: {
				idle: { why: 'ابحث في رسائلك', todo: 'اكتب كلمة أو بدايتها.' },
				loading: { why: 'جارٍ البحث', todo: '' },
				failed: { why: 'لم ينجح البحث.', todo: 'تتكرر المحاولة.' },
				none: { why: 'لم يُعثر على شيء', todo: 'جرّب كلمات أخرى أو أقل.' }
			},
			unsent: {
				none: { why: 'أُرسل كل ما كتبته.', todo: 'لا شيء عليك فعله هنا.' }
			}
		},
		errorPage: {
			notFound: 'غير موجودة',
			noSuchPage: 'لا توجد صفحة كهذه.',
			pageFailed: 'تعذّر فتح هذه الصفحة.',
			openMessages: 'افتح رسائلك'
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
		messageActions: {
			reply: 'رد',
			react: 'تفاعل',
			edit: 'تعديل',
			copy: 'نسخ',
			copyLink: 'نسخ الرابط',
			copied: 'نُسخ',
			notCopied: 'لم يُنسخ',
			delete: 'حذف',
			retry: 'إعادة المحاولة'
		},
		composing: {
			editing: 'تعديل رسالة',
			answering: (author) => `الرد على ${isolate(author)}`,
			answeringSelf: 'الرد على رسالتك',
			noAnswer: 'إلغاء الرد',
			cancel: 'إلغاء',
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
		invitations: {
			title: 'الدعوات',
			invitedBy: (name) => `دعوة من ${isolate(name)}`,
			accept: 'قبول',
			acceptNamed: (name) => `قبول الدعوة إلى ${isolate(name)}`,
			decline: 'رفض',
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
			person: 'مراسلة شخص',
			notConnected: 'لم تُنشأ: لا يوجد اتصال.',
			outcomeUnknown: 'انقطع الاتصال قبل وصول الرد. انظر هل ظهرت في القائمة.',
			signInAgain: 'لم تُنشأ: سجّل الدخول من جديد.',
			tooMany: 'محادثات كثيرة دفعة واحدة. حاول مجددًا بعد لحظة.',
			noSuchPerson: 'لم يعد هذا الشخص هنا.',
			serverFailed: 'لم تُنشأ: تعذّر على الخادم قبولها.'
		},
		people: {
			find: 'البحث عن شخص بالاسم',
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
			moreMembers: 'عرض المزيد من الأعضاء',
			owner: 'المالك',
			removeMember: 'إخراج',
			removeNamed: (name) => `إخراج ${isolate(name)}`,
			removeQuestion: (name) => `هل تريد إخراج ${isolate(name)} من هذه المحادثة؟`,
			leave: 'مغادرة',
			leaveQuestion: (name) => `هل تريد مغادرة ${isolate(name)}؟`,
			leaveInvited: 'لا تستطيع العودة إلا إذا دعاك أحد.',
			delete: 'حذف المحادثة',
			deleteQuestion: (name) => `هل تريد حذف ${isolate(name)}؟`,
			deleteConsequence: 'تُحذف كل رسائلها عند الجميع.'
		},
		search: {
			label: 'البحث في الرسائل',
			results: 'الرسائل التي وُجدت',
			all: 'كل الرسائل',
			device: 'على هذا الجهاز',
			found: messages,
			partial: 'قد يوجد المزيد',
			cut: (words: number) => `لا يُبحث إلا عن بداية نصك: ${number(words)} كلمة على الأكثر`
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
			reacts: (emoji) => `تفاعل بـ ${emoji}`,
			takesBack: (emoji) => `سحب التفاعل ${emoji}`,
			creates: 'إنشاء محادثة:',
			renames: 'تغيير اسم المحادثة إلى:',
			deletesConversation: 'حذف المحادثة',
			joins: 'الانضمام إلى المحادثة',
			leaves: 'مغادرة المحادثة',
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
			notSent: (why) => `لم تُرسَل. ${why}`
		}
	};
};
