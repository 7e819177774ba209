/*
 * Why a process could not start, as lines for the person who started it, where the cause is a setting or a service.
 */

interface Failure {
  code?: string
  help?: string
  syscall?: string
  port?: number
  path?: string
  message?: string
  errors?: Failure[]
  cause?: Failure
}

// Codes of Node and of PostgreSQL that say: the address or the rights in DATABASE_URL are wrong.
const DATABASE = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]
const POSTGRES = /^(28P01|28000|3D000|42501|53300|57P03)$/

/** Lines that name the setting at fault, or null where the failure is the program's own and its stack is needed. */
export function describeFailure(error: unknown): string[] | null {
  const failure = innermost(error as Failure)
  const { code = '', message = '' } = failure
  if (code === 'E_INVALID_ENV_VARIABLES') return (failure.help ?? '').split('\n').map(settingLine)
  if (/insecure_app_key/i.test(code) || code === 'E_INSECURE_ENCRYPTER_KEY')
    return ['APP_KEY must have at least 16 characters.']
  if (failure.syscall === 'listen' && code === 'EADDRINUSE')
    return [`PORT ${failure.port} is in use by another program.`]
  if (failure.syscall === 'listen' && code === 'EACCES')
    return [`PORT ${failure.port} needs rights this user does not have.`]
  if (failure.syscall === 'listen') return [`HOST is no address of this machine (${code}).`]
  if (POSTGRES.test(code) || (DATABASE.includes(code) && process.env.DATABASE_URL))
    return [`DATABASE_URL: the database cannot be used (${message || code}).`]
  if (['EACCES', 'EROFS', 'ENOENT', 'ENOTDIR', 'SQLITE_CANTOPEN', 'SQLITE_READONLY'].includes(code))
    if (failure.syscall === 'mkdir' || code.startsWith('SQLITE'))
      return [`STORAGE_PATH cannot be written${failure.path ? `: ${failure.path}` : ''} (${code}).`]
  return null
}

function innermost(error: Failure): Failure {
  if (error?.errors?.length && !error.code?.startsWith('E_')) return innermost(error.errors[0])
  return error?.code || !error?.cause ? (error ?? {}) : innermost(error.cause)
}

/** `- "PORT" env variable must be a number (Current value: "abc")` without its shell talk. */
const settingLine = (line: string) =>
  line
    .replace(/^- /, '')
    .replace(/^"(\w+)" env variable/, '$1')
    .replace(/ \(Current value: (".*")\)$/, ', not $1')
    .replace(/^Missing environment variable "(\w+)"/, '$1 is missing')
    .replace(
      /^Value for environment variable "(\w+)" (.*), instead received (.*)$/,
      '$1 $2, not $3'
    )
