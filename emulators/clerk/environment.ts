/** How this "instance" of Clerk is set up: what `/v1/environment` answers. */
import type { AttributeDataJSON, EnvironmentJSON, UserSettingsJSON } from '@clerk/shared/types';
import { PASSWORD_LENGTH } from './passwords.ts';

const OFF: AttributeDataJSON = {
	enabled: false,
	required: false,
	verifications: [],
	used_for_first_factor: false,
	first_factors: [],
	used_for_second_factor: false,
	second_factors: [],
	verify_at_sign_up: false
};
const OPTIONAL: AttributeDataJSON = { ...OFF, enabled: true };

type Settings<T> = Omit<T, 'id' | 'object' | 'social'>;
type Sent = Omit<EnvironmentJSON, 'display_config' | 'user_settings' | 'organization_settings'> & {
	display_config: Partial<EnvironmentJSON['display_config']>;
	user_settings: Settings<UserSettingsJSON> & { social: object };
	organization_settings: Settings<EnvironmentJSON['organization_settings']>;
};

/** The settings of user accounts: an e-mail address, a password and, if one likes, a name. */
const USER_SETTINGS: Sent['user_settings'] = {
	social: {},
	attributes: {
		email_address: {
			...OPTIONAL,
			required: true,
			// Nobody can add or change addresses here, and the profile page does not offer it.
			immutable: true,
			verifications: ['email_code'],
			used_for_first_factor: true,
			first_factors: ['email_code'],
			verify_at_sign_up: true
		},
		password: { ...OPTIONAL, required: true },
		first_name: OPTIONAL,
		last_name: OPTIONAL,
		phone_number: OFF,
		username: OFF,
		web3_wallet: OFF,
		authenticator_app: OFF,
		backup_code: OFF,
		passkey: OFF
	},
	actions: { delete_self: false, create_organization: false },
	enterprise_sso: { enabled: false, self_serve_sso: false, self_serve_directory_sync: false },
	sign_in: { second_factor: { required: false, enabled: false } },
	sign_up: {
		allowlist_only: false,
		progressive: true,
		captcha_enabled: false,
		mode: 'public',
		legal_consent_enabled: false
	},
	password_settings: {
		allowed_special_characters: '',
		disable_hibp: true,
		min_length: PASSWORD_LENGTH.min,
		max_length: PASSWORD_LENGTH.max,
		require_special_char: false,
		require_numbers: false,
		require_uppercase: false,
		require_lowercase: false,
		show_zxcvbn: false,
		min_zxcvbn_strength: 0
	},
	passkey_settings: { allow_autofill: false, show_sign_in_button: false },
	username_settings: { min_length: 4, max_length: 64 }
};

const DISPLAY_CONFIG: Sent['display_config'] = {
	object: 'display_config',
	id: 'display_config_local',
	application_name: 'Messages',
	instance_environment_type: 'development',
	preferred_sign_in_strategy: 'password',
	branded: false,
	show_devmode_warning: false,
	captcha_public_key: null,
	captcha_widget_type: null,
	home_url: '/',
	sign_in_url: '/sign-in',
	sign_up_url: '/sign-up',
	after_sign_in_url: '/',
	after_sign_up_url: '/',
	after_sign_out_all_url: '/',
	after_sign_out_one_url: '/',
	after_switch_session_url: '/'
};

/**
 * The parts that clerk-js reads. Its types also name fields that the server never sends, links that
 * this app does not have, and a setting of every social sign-in there is: those are left out.
 */
export const ENVIRONMENT: Sent = {
	object: 'environment',
	id: 'env_local',
	auth_config: {
		object: 'auth_config',
		id: 'auth_config_local',
		single_session_mode: false,
		claimed_at: null,
		reverification: false,
		session_minter: false
	},
	display_config: DISPLAY_CONFIG,
	user_settings: USER_SETTINGS,
	organization_settings: {
		enabled: false,
		max_allowed_memberships: 5,
		force_organization_selection: false,
		actions: { admin_delete: false },
		domains: { enabled: false, enrollment_modes: [], default_role: null },
		slug: { disabled: true },
		organization_creation_defaults: { enabled: false }
	},
	commerce_settings: {
		object: 'commerce_settings',
		id: 'commerce_settings_local',
		billing: {
			stripe_publishable_key: null,
			organization: { enabled: false, has_paid_plans: false },
			user: { enabled: false, has_paid_plans: false }
		}
	},
	api_keys_settings: {
		object: 'api_keys_settings',
		id: 'api_keys_settings_local',
		user_api_keys_enabled: false,
		orgs_api_keys_enabled: false
	},
	protect_config: { object: 'protect_config', id: 'protect_config_local' },
	maintenance_mode: false,
	client_debug_mode: false
};
