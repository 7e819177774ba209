/**
 * Where `${NAME}` of a blueprint is looked up beside the account's own secrets: null where there is no such value to give.
 * Whoever runs commands on the machine has an environment; what comes over HTTP has none.
 */
export type Environment = (name: string) => string | null

/**
 * What belongs to the install and its machine, never to an account: otherwise whoever may write a blueprint could have
 * APP_KEY sent to an address of theirs.
 */
const PREFIXES =
  /^(APP|NODE|NPM|DATABASE|REDIS|SMTP|S3|DRIVE|DELIVERY|STORAGE|API|METRICS|DOMAINS|SIGN|VIES|LOG|IMPORT|ENV|DB|PG|AWS|AZURE|GOOGLE|GCP|GITHUB|GITLAB|CI|SSH|GPG|DOCKER|KUBERNETES|LD|XDG)(_|$)/i
const NAMES = new Set(
  'HOST PORT DEMO WORKERS PATH HOME USER SHELL PWD OLDPWD TERM LANG TZ HOSTNAME TMPDIR MAIL PGPASSWORD PGUSER PGHOST'.split(
    ' '
  )
)

export const NO_ENVIRONMENT: Environment = () => null

export const isOwnSetting = (name: string): boolean =>
  PREFIXES.test(name) || NAMES.has(name.toUpperCase())

export const environmentOf =
  (variables: Record<string, string | undefined>): Environment =>
  (name) =>
    isOwnSetting(name) ? null : variables[name] || null
