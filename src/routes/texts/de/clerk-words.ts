import type { deDE } from '@clerk/localizations/de-DE';

/** Clerk's German where its own translation is English, or formal: the app says “du”, and “anmelden”. */
export const clerkWords: typeof deDE = {
	footerActionLink__useAnotherMethod: 'Andere Methode verwenden',
	formFieldError__verificationLinkExpired:
		'Der Bestätigungslink ist abgelaufen. Fordere einen neuen an.',
	reverification: {
		alternativeMethods: {
			actionLink: 'Andere Methode verwenden',
			actionText: 'Andere Methode verwenden',
			blockButton__passkey: 'Passkey verwenden',
			getHelp: {
				content: 'Wenn du Hilfe brauchst, wende dich an unseren Support.'
			},
			subtitle: 'Wähle, wie du dich ausweist'
		},
		backupCodeMfa: {
			subtitle: 'Verwende den Wiederherstellungscode, den du beim Einrichten bekommen hast.'
		},
		emailCode: {
			formTitle: 'Gib den Code ein, den wir an deine E-Mail-Adresse gesendet haben.',
			subtitle: 'Der Bestätigungscode steht in der E-Mail an dich.'
		},
		noAvailableMethods: {
			subtitle: 'Kontaktiere den Support, um Hilfe zu erhalten.'
		},
		passkey: {
			blockButton__passkey: 'Passkey verwenden',
			subtitle:
				'Mit deinem Passkey weist du dich aus. Dein Gerät fragt vielleicht nach deinem Fingerabdruck, deinem Gesicht oder der Bildschirmsperre.',
			title: 'Passkey verwenden'
		},
		password: {
			subtitle: 'Gib dein Passwort ein, um fortzufahren.'
		},
		phoneCode: {
			formTitle: 'Gib den Code ein, den wir an deine Telefonnummer gesendet haben.',
			subtitle: 'Der Bestätigungscode steht in der SMS an dich.'
		},
		phoneCodeMfa: {
			formTitle: 'Gib den Code ein, den wir dir per SMS gesendet haben.',
			subtitle: 'Der Bestätigungscode steht in der SMS an dich.'
		},
		totpMfa: {
			formTitle: 'Gib den Code aus deiner Authentifizierungs-App ein.',
			subtitle: 'Verwende die Authentifizierungs-App, die du eingerichtet hast.'
		}
	},
	signIn: {
		accountSwitcher: {
			subtitle: 'Wähle das Konto, mit dem du weitermachen möchtest.',
			title: 'Wähle ein Konto'
		},
		alternativeMethods: {
			actionText: 'Hast du keine davon?',
			blockButton__backupCode: 'Wiederherstellungscode verwenden',
			blockButton__passkey: 'Mit Passkey anmelden',
			blockButton__password: 'Mit Passwort anmelden',
			blockButton__totp: 'Authentifizierungs-App verwenden',
			getHelp: {
				content:
					'Wenn du dich nicht anmelden kannst, schreibe uns eine E-Mail. Wir helfen dir, so schnell wie möglich wieder hineinzukommen.'
			},
			subtitle: 'Klappt es nicht? So kannst du dich auch anmelden.',
			title: 'Andere Methode verwenden'
		},
		backupCodeMfa: {
			title: 'Gib einen Wiederherstellungscode ein'
		},
		emailCode: {
			title: 'Prüfe deinen Posteingang'
		},
		emailCodeMfa: {
			formTitle: 'Prüfe deinen Posteingang',
			title: 'Prüfe deinen Posteingang'
		},
		emailLink: {
			expired: {
				subtitle: 'Kehre zum ursprünglichen Tab zurück, um fortzufahren.'
			},
			failed: {
				subtitle: 'Kehre zum ursprünglichen Tab zurück, um fortzufahren.'
			},
			formSubtitle: 'Verwende den an deine E-Mail gesendeten Bestätigungslink',
			loading: {
				subtitle: 'Du wirst in Kürze weitergeleitet',
				title: 'Wird angemeldet …'
			},
			title: 'Prüfe deinen Posteingang',
			unusedTab: {
				title: 'Du kannst diesen Tab schließen'
			},
			verified: {
				subtitle: 'Du wirst in Kürze weitergeleitet'
			},
			verifiedSwitchTab: {
				subtitle: 'Kehre zum ursprünglichen Tab zurück, um fortzufahren',
				subtitleNewTab: 'Kehre zum neu geöffneten Tab zurück, um fortzufahren'
			},
			verifiedTransferable: {
				title: 'E-Mail-Adresse bestätigt',
				subtitle: 'Kehre zum ursprünglichen Tab zurück, um fortzufahren'
			}
		},
		emailLinkMfa: {
			formSubtitle: 'Verwende den an deine E-Mail gesendeten Bestätigungslink',
			title: 'Prüfe deinen Posteingang'
		},
		forgotPassword: {
			resendButton: 'Keinen Code bekommen? Noch einmal senden',
			subtitle_email: 'Gib erst den Code ein, den wir an deine E-Mail-Adresse gesendet haben',
			subtitle_phone: 'Gib erst den Code ein, den wir auf dein Telefon gesendet haben'
		},
		forgotPasswordAlternativeMethods: {
			label__alternativeMethods: 'Oder melde dich anders an'
		},
		newDeviceVerificationNotice:
			'Du meldest dich von einem neuen Gerät an. Zum Schutz deines Kontos prüfen wir, ob du es bist.',
		passkey: {
			subtitle:
				'Mit deinem Passkey weist du dich aus. Dein Gerät fragt vielleicht nach deinem Fingerabdruck, deinem Gesicht oder der Bildschirmsperre.',
			title: 'Passkey verwenden'
		},
		password: {
			actionLink: 'Andere Methode verwenden',
			title: 'Gib dein Passwort ein'
		},
		phoneCode: {
			title: 'Schau auf dein Telefon'
		},
		phoneCodeMfa: {
			subtitle: 'Gib den Bestätigungscode ein, der an deine Telefonnummer gesendet wurde',
			title: 'Schau auf dein Telefon'
		},
		resetPassword: {
			requiredMessage:
				'Zu dieser E-Mail-Adresse gibt es schon ein Konto, aber sie ist nicht bestätigt. Setze zur Sicherheit dein Passwort zurück.',
			successMessage: 'Dein Passwort ist geändert. Du wirst gleich angemeldet.'
		},
		resetPasswordMfa: {
			detailsLabel: 'Bevor du dein Passwort zurücksetzt, müssen wir prüfen, ob du es bist.'
		},
		start: {
			subtitleCombined: 'Willkommen zurück. Melde dich an, um weiterzumachen',
			title: 'Anmelden',
			actionText: 'Noch kein Konto?',
			alternativePhoneCodeProvider: {
				subtitle: 'Gib deine Telefonnummer ein, dann bekommst du einen Code über {{provider}}.'
			}
		},
		totpMfa: {
			subtitle: 'Gib den Code aus deiner Authentifizierungs-App ein.'
		},
		alternativePhoneCodeProvider: {
			title: 'Sieh in {{provider}} nach'
		},
		passwordCompromised: {
			title: 'Passwort nicht mehr sicher'
		},
		passwordUntrusted: {
			title: 'Passwort nicht vertrauenswürdig'
		},
		protectCheck: {
			loading: 'Wird geladen …',
			retryButton: 'Noch einmal versuchen',
			subtitle: 'Warte einen Moment, wir prüfen deine Anfrage.',
			title: 'Deine Anfrage wird geprüft'
		}
	},
	signInEnterPasswordTitle: 'Gib dein Passwort ein',
	signUp: {
		continue: {
			actionText: 'Hast du schon ein Konto?',
			title: 'Fülle die fehlenden Felder aus',
			actionLink: 'Anmelden'
		},
		emailCode: {
			formSubtitle: 'Gib den Bestätigungscode ein, der an deine E-Mail-Adresse gesendet wurde',
			title: 'Bestätige deine E-Mail-Adresse'
		},
		emailLink: {
			formSubtitle: 'Verwende den an deine E-Mail-Adresse gesendeten Bestätigungslink',
			title: 'Bestätige deine E-Mail-Adresse',
			verifiedSwitchTab: {
				subtitle: 'Kehre zum neu geöffneten Tab zurück, um fortzufahren',
				subtitleNewTab: 'Kehre zum vorherigen Tab zurück, um fortzufahren'
			}
		},
		legalConsent: {
			continue: {
				subtitle: 'Lies und akzeptiere die Bedingungen, um fortzufahren'
			}
		},
		phoneCode: {
			formSubtitle: 'Gib den Bestätigungscode ein, der an deine Telefonnummer gesendet wurde',
			title: 'Bestätige deine Telefonnummer'
		},
		start: {
			actionText: 'Hast du schon ein Konto?',
			title: 'Erstelle dein Konto',
			titleCombined: 'Erstelle dein Konto',
			actionLink: 'Anmelden',
			actionLink__use_email: 'Mit E-Mail registrieren',
			actionLink__use_phone: 'Mit Telefonnummer registrieren',
			alternativePhoneCodeProvider: {
				subtitle: 'Gib deine Telefonnummer ein, dann bekommst du einen Code über {{provider}}.'
			}
		},
		alternativePhoneCodeProvider: {
			subtitle: 'Gib den Code ein, den wir über {{provider}} gesendet haben'
		},
		restrictedAccess: {
			subtitle: 'Neue Konten gibt es hier zurzeit nur auf Einladung.',
			subtitleWaitlist: 'Setze dich auf die Warteliste, dann erfährst du, wenn es losgeht.'
		},
		web3Solana: {
			subtitle: 'Wähle eine Wallet, um dich zu registrieren'
		},
		protectCheck: {
			loading: 'Wird geladen …',
			retryButton: 'Noch einmal versuchen',
			subtitle: 'Warte einen Moment, wir prüfen deine Anfrage.',
			title: 'Deine Anfrage wird geprüft'
		}
	},
	unstable__errors: {
		already_a_member_in_organization: 'Du bist schon Mitglied dieser Organisation.',
		captcha_invalid:
			'Die Sicherheitsprüfung ist fehlgeschlagen. Versuche es noch einmal oder wende dich an den Support.',
		captcha_unavailable:
			'Die Sicherheitsprüfung ist fehlgeschlagen. Lade die Seite neu oder wende dich an den Support.',
		form_code_incorrect: 'Der Code ist falsch. Prüfe ihn und versuche es noch einmal.',
		form_email_address_blocked:
			'Wegwerfadressen werden nicht angenommen. Verwende deine gewöhnliche E-Mail-Adresse.',
		form_identifier_exists__email_address:
			'Diese E-Mail-Adresse ist bereits vergeben. Wähle eine andere.',
		form_identifier_exists__phone_number:
			'Diese Telefonnummer ist bereits vergeben. Wähle eine andere.',
		form_identifier_exists__username:
			'Dieser Benutzername ist bereits vergeben. Wähle einen anderen.',
		form_param_format_invalid__email_address: 'Gib eine gültige E-Mail-Adresse ein.',
		form_param_nil: 'Ein Pflichtfeld ist leer. Prüfe deine Eingaben.',
		form_param_type_invalid__email_address: 'Gib eine gültige E-Mail-Adresse ein.',
		form_param_type_invalid__phone_number: 'Gib eine gültige Telefonnummer ein.',
		form_password_or_identifier_incorrect:
			'Passwort oder E-Mail-Adresse ist falsch. Versuche es noch einmal oder melde dich anders an.',
		form_password_pwned: 'Dieses Passwort ist aus einem Datenleck bekannt. Wähle ein anderes.',
		form_password_pwned__sign_in:
			'Dieses Passwort ist aus einem Datenleck bekannt und gilt nicht mehr. Setze dein Passwort zurück.',
		form_password_size_in_bytes_exceeded:
			'Das Passwort ist zu lang. Kürze es oder lass Sonderzeichen weg.',
		form_username_invalid_character:
			'Der Benutzername enthält ungültige Zeichen. Verwende nur Buchstaben, Ziffern und Unterstriche.',
		form_username_needs_non_number_char:
			'Dein Benutzername braucht mindestens ein Zeichen, das keine Ziffer ist.',
		identification_deletion_failed: 'Du brauchst mindestens eine Möglichkeit, dich anzumelden.',
		not_allowed_access:
			'Diese E-Mail-Adresse oder Telefonnummer ist nicht zugelassen. Wenn das ein Irrtum ist, wende dich an den Support.',
		phone_number_exists: 'Diese Telefonnummer ist bereits vergeben. Wähle eine andere.',
		session_exists: 'Du bist schon angemeldet.',
		zxcvbn: {
			couldBeStronger:
				'Dein Passwort genügt, könnte aber stärker sein. Nimm noch ein paar Zeichen dazu.',
			goodPassword: 'Dein Passwort ist gut.',
			notEnough: 'Dein Passwort ist nicht stark genug.',
			suggestions: {
				pwned: 'Wenn du dieses Passwort auch anderswo verwendest, ändere es dort.'
			},
			warnings: {
				pwned: 'Dein Passwort ist aus einem Datenleck bekannt.'
			}
		},
		avatar_file_size_exceeded: 'Das Bild ist größer als 10 MB. Wähle ein kleineres.',
		avatar_file_type_invalid: 'Das ist kein JPG-, PNG-, GIF- oder WEBP-Bild. Wähle ein anderes.',
		organization_domain_blocked: 'Diese Domain ist gesperrt. Verwende eine andere.',
		organization_domain_common: 'Diese Domain gehört einem E-Mail-Anbieter. Verwende eine andere.',
		organization_domain_exists_for_enterprise_connection:
			'Mit dieser Domain meldet sich deine Organisation schon an',
		organization_membership_quota_exceeded:
			'Du bist in so vielen Organisationen, wie du sein kannst, offene Einladungen mitgezählt.',
		organization_not_found_or_unauthorized:
			'Du bist nicht mehr in dieser Organisation. Wähle eine andere oder erstelle eine neue.',
		organization_not_found_or_unauthorized_with_create_organization_disabled:
			'Du bist nicht mehr in dieser Organisation. Wähle eine andere.',
		web3_missing_identifier: 'Es wurde keine Wallet gefunden. Installiere eine, um fortzufahren.',
		web3_solana_signature_generation_failed:
			'Die Signatur konnte nicht erstellt werden. Versuche es noch einmal.',
		action_blocked:
			'Das konnte nicht abgeschlossen werden. Versuche es später noch einmal oder wende dich an den Support.',
		form_new_password_matches_current: 'Das neue Passwort muss ein anderes sein als das alte.',
		form_password_matches_identifier:
			'Das Passwort darf nicht deine E-Mail-Adresse, Telefonnummer oder dein Benutzername sein. Wähle ein anderes.',
		form_password_untrusted__sign_in:
			'Dein Passwort ist vielleicht nicht mehr sicher. Melde dich auf andere Weise an und setze es danach zurück.',
		oauth_access_denied: 'Du hast den Zugriff auf dein Konto nicht erlaubt.',
		ticket_expired_code:
			'Dieser Link ist abgelaufen. Beginne von vorn oder fordere einen neuen an.',
		ticket_invalid_code:
			'Dieser Link gilt nicht mehr oder wurde schon verwendet. Beginne von vorn oder fordere einen neuen an.'
	},
	userButton: {
		action__signOutAll: 'Von allen Konten abmelden'
	},
	userProfile: {
		backupCodePage: {
			actionLabel__download: 'Als .txt herunterladen',
			infoText2:
				'Halte die Wiederherstellungscodes geheim und bewahre sie sicher auf. Wenn du glaubst, dass jemand sie kennt, erzeuge neue.',
			subtitle__codelist: 'Bewahre die Codes sicher auf und halte sie geheim.',
			successMessage:
				'Die Wiederherstellungscodes sind jetzt aktiv. Wenn du dein Gerät zum Anmelden verlierst, kannst du dich mit einem davon anmelden. Jeder gilt nur einmal.',
			successSubtitle:
				'Wenn du dein Gerät zum Anmelden verlierst, kannst du dich mit einem dieser Codes anmelden.'
		},
		connectedAccountPage: {
			formHint: 'Wähle einen Anbieter aus, um dein Konto zu verbinden.',
			removeResource: {
				messageLine2:
					'Du kannst dieses verbundene Konto nicht mehr verwenden. Was davon abhängt, funktioniert nicht mehr.',
				successMessage: '{{connectedAccount}} wurde aus deinem Konto entfernt.'
			},
			successMessage: 'Der Anbieter wurde deinem Konto hinzugefügt'
		},
		deletePage: {
			actionDescription: 'Gib „Konto löschen“ ein, um fortzufahren.',
			messageLine1:
				'Möchtest du dein Konto wirklich löschen? Einige Daten können gespeichert bleiben. Um alles löschen zu lassen, wende dich an den Support.'
		},
		emailAddressPage: {
			emailCode: {
				formSubtitle: 'Gib den Bestätigungscode ein, der an {{identifier}} gesendet wird',
				successMessage: 'Die E-Mail-Adresse {{identifier}} wurde deinem Konto hinzugefügt.'
			},
			emailLink: {
				formSubtitle: 'Klicke auf den Bestätigungslink in der an {{identifier}} gesendeten E-Mail',
				successMessage: 'Die E-Mail-Adresse {{identifier}} wurde deinem Konto hinzugefügt.'
			},
			formHint: 'Bestätige diese E-Mail-Adresse, dann wird sie deinem Konto hinzugefügt.',
			removeResource: {
				messageLine2: 'Du kannst dich nicht mehr mit dieser E-Mail-Adresse anmelden.',
				successMessage: '{{emailAddress}} wurde aus deinem Konto entfernt.'
			},
			enterpriseSSOLink: {
				formButton: 'Zur Anmeldung',
				formSubtitle: 'Schließe die Anmeldung mit {{identifier}} ab'
			}
		},
		mfaPage: {
			formHint: 'Wähle eine Methode aus.',
			title: 'Bestätigung in zwei Schritten hinzufügen'
		},
		mfaPhoneCodePage: {
			primaryButton__addPhoneNumber: 'Telefonnummer hinzufügen',
			removeResource: {
				messageLine2: 'Dein Konto ist dann weniger sicher. Möchtest du fortfahren?',
				title: 'Bestätigung in zwei Schritten entfernen'
			},
			subtitle__availablePhoneNumbers:
				'Wähle eine Telefonnummer für die Bestätigung in zwei Schritten per SMS.',
			successMessage1:
				'Wenn du dich anmeldest, gibst du jetzt auch einen Code ein, der an diese Telefonnummer gesendet wird.',
			successMessage2:
				'Bewahre diese Wiederherstellungscodes an einem sicheren Ort auf. Wenn du dein Gerät zum Anmelden verlierst, kannst du dich damit anmelden.'
		},
		mfaTOTPPage: {
			authenticatorApp: {
				buttonAbleToScan__nonPrimary: 'Stattdessen QR-Code scannen',
				infoText__ableToScan:
					'Füge in deiner Authentifizierungs-App ein Konto hinzu und scanne den QR-Code, um es mit deinem Konto hier zu verbinden.',
				infoText__unableToScan:
					'Füge in deiner Authentifizierungs-App ein Konto hinzu und gib diesen Schlüssel ein.',
				inputLabel__unableToScan1:
					'Wähle zeitbasierte oder einmalige Codes und schließe die Verbindung ab.',
				inputLabel__unableToScan2:
					'Wenn deine App TOTP-Adressen versteht, kannst du auch die ganze Adresse kopieren.'
			},
			removeResource: {
				messageLine2: 'Dein Konto ist dann weniger sicher. Möchtest du fortfahren?',
				title: 'Bestätigung in zwei Schritten entfernen'
			},
			successMessage:
				'Die Bestätigung in zwei Schritten ist jetzt aktiv. Wenn du dich anmeldest, gibst du auch einen Code aus deiner Authentifizierungs-App ein.',
			verifySubtitle: 'Gib den Code aus deiner Authentifizierungs-App ein'
		},
		navbar: {
			description: 'Verwalte dein Konto.'
		},
		passkeyScreen: {
			subtitle__rename: 'Du kannst den Namen des Passkeys ändern, um ihn leichter zu finden.'
		},
		passwordPage: {
			checkboxInfoText__signOutOfOtherSessions:
				'Am besten meldest du alle anderen Geräte ab, die vielleicht dein altes Passwort verwendet haben.',
			successMessage__set: 'Dein Passwort wurde festgelegt.',
			readonly:
				'Du meldest dich über deine Organisation an und kannst dein Passwort deshalb nicht ändern.'
		},
		phoneNumberPage: {
			removeResource: {
				messageLine2: 'Du kannst dich nicht mehr mit dieser Telefonnummer anmelden.',
				successMessage: '{{phoneNumber}} wurde aus deinem Konto entfernt.'
			},
			successMessage: '{{identifier}} wurde deinem Konto hinzugefügt.',
			verifySubtitle: 'Gib den Bestätigungscode ein, der an {{identifier}} gesendet wurde'
		},
		profilePage: {
			fileDropAreaHint: 'JPG, PNG, GIF oder WEBP, höchstens 10 MB',
			successMessage: 'Dein Profil wurde aktualisiert.',
			readonly: 'Dein Profil kommt von deiner Organisation und kann hier nicht geändert werden.'
		},
		start: {
			connectedAccountsSection: {
				actionLabel__connectionFailed: 'Noch einmal versuchen',
				subtitle__disconnected: 'Dieses Konto ist getrennt. Verbinde es noch einmal.',
				subtitle__reauthorize:
					'Die nötigen Berechtigungen haben sich geändert. Verbinde das Konto noch einmal, damit alles funktioniert.'
			},
			emailAddressesSection: {
				primaryButton: 'E-Mail-Adresse hinzufügen'
			},
			mfaSection: {
				backupCodes: {
					subtitle__regenerate:
						'Erzeuge neue Wiederherstellungscodes. Die alten gelten dann nicht mehr.'
				},
				primaryButton: 'Bestätigung in zwei Schritten hinzufügen'
			},
			phoneNumbersSection: {
				primaryButton: 'Telefonnummer hinzufügen'
			},
			profileSection: {
				primaryButton: 'Bearbeiten'
			},
			web3WalletsSection: {
				web3SelectSolanaWalletScreen: {
					subtitle: 'Wähle eine Solana-Wallet, um sie mit deinem Konto zu verbinden.'
				}
			}
		},
		usernamePage: {
			successMessage: 'Dein Benutzername wurde aktualisiert.'
		},
		billingPage: {
			paymentMethodsSection: {
				addSubtitle: 'Füge eine Zahlungsmethode hinzu.',
				removeMethod: {
					messageLine2:
						'Du kannst diese Zahlungsmethode nicht mehr verwenden. Abonnements, die damit bezahlt werden, enden.'
				}
			}
		},
		web3WalletPage: {
			removeResource: {
				messageLine2: 'Du kannst dich nicht mehr mit dieser Wallet anmelden.',
				successMessage: '{{web3Wallet}} wurde aus deinem Konto entfernt.',
				title: 'Wallet entfernen'
			},
			subtitle__availableWallets: 'Wähle eine Wallet, um sie mit deinem Konto zu verbinden.',
			successMessage: 'Die Wallet wurde deinem Konto hinzugefügt.'
		}
	},
	formButtonPrimary: 'Weiter',
	formFieldInputPlaceholder__signUpPassword: 'Wähle ein Passwort',
	formFieldInput__emailAddress_format: 'Zum Beispiel: name@example.com',
	identityPreviewEditButton__emailAddress: 'E-Mail-Adresse ändern',
	identityPreviewEditButton__identifier: 'Ändern, womit du dich anmeldest',
	identityPreviewEditButton__phoneNumber: 'Telefonnummer ändern',
	searchInput: {
		action__clear: 'Suche leeren'
	},
	taskResetPassword: {
		title: 'Setze dein Passwort zurück',
		subtitle: 'Dein Konto braucht ein neues Passwort, bevor du weitermachen kannst',
		formButtonPrimary: 'Passwort zurücksetzen',
		signOut: {
			actionLink: 'Abmelden',
			actionText: 'Angemeldet als {{identifier}}'
		}
	}
};
