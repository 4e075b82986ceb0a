/** How this "instance" of Clerk is set up: what `/v1/environment` answers. */
import type { EnvironmentJSON } from '@clerk/shared/types';
import type { Sent } from './serialize-users.ts';
import type { Data } from './store.ts';

const OPTIONAL = { enabled: true, required: false };
const REQUIRED = { enabled: true, required: true };
const OFF = { enabled: false, required: false };

/**
 * An account has an e-mail address, a password and, if one likes, a name. Organisations are on: an
 * app sees nothing of them unless it shows one of Clerk's components for them.
 */
export const environmentOf = ({ forceOrganization, hasNoNames }: Data): Sent<EnvironmentJSON> => ({
	display_config: {
		application_name: 'Messages',
		instance_environment_type: 'development',
		sign_in_url: '/sign-in',
		sign_up_url: '/sign-up'
	},
	user_settings: {
		attributes: {
			email_address: {
				...REQUIRED,
				// No address can be added or changed here, so the profile page must not offer it.
				immutable: true,
				verifications: ['email_code'],
				used_for_first_factor: true,
				first_factors: ['email_code'],
				verify_at_sign_up: true
			},
			password: REQUIRED,
			first_name: hasNoNames ? OFF : OPTIONAL,
			last_name: hasNoNames ? OFF : OPTIONAL
		},
		password_settings: {
			// The meter would be another 454 KB to load.
			show_zxcvbn: false
		}
	},
	organization_settings: {
		enabled: true,
		force_organization_selection: forceOrganization,
		actions: { admin_delete: true },
		domains: { default_role: 'org:member' }
	}
});
