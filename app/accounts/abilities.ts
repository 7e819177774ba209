/** What an API token may be allowed (public interface, section 2). */
export const ABILITIES = [
  'leads:write',
  'leads:read',
  'config:write',
  'config:read',
  'billing:write',
  'billing:read',
  'reports:read',
] as const
export type Ability = (typeof ABILITIES)[number]

export const isAbility = (text: unknown): text is Ability =>
  (ABILITIES as readonly unknown[]).includes(text)
