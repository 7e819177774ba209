/** An error of Node or of the client of S3; Drive wraps it as the cause of its own. */
export interface DiskFault extends Error {
  code?: string
  cause?: DiskFault
  $metadata?: { httpStatusCode?: number }
}

const KEYS = 'S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY'

/** By the code of the error, else by its name. */
const REASONS: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EACCES: 'the folder of STORAGE_PATH cannot be written to (EACCES)',
  EPERM: 'the folder of STORAGE_PATH cannot be written to (EPERM)',
  EROFS: 'the folder of STORAGE_PATH cannot be written to (EROFS)',
  ECONNREFUSED: 'nothing answers at S3_ENDPOINT (ECONNREFUSED)',
  ENOTFOUND: 'there is no host of the name in S3_ENDPOINT (ENOTFOUND)',
  TimeoutError: 'it does not answer in time',
  NoSuchBucket: 'there is no bucket of the name in S3_BUCKET',
  InvalidAccessKeyId: `the storage does not know S3_ACCESS_KEY_ID`,
  SignatureDoesNotMatch: 'the storage refuses S3_SECRET_ACCESS_KEY',
  AccessDenied: `the storage refuses ${KEYS} for S3_BUCKET`,
  CredentialsProviderError: `${KEYS} are not set`,
  PermanentRedirect: 'the bucket is not in the region of S3_REGION',
  AuthorizationHeaderMalformed: 'the bucket is not in the region of S3_REGION',
}

/** Why a disk did not do it, in a sentence that names the setting at fault. Messages themselves hold paths and addresses. */
export function diskReason(error: DiskFault): string {
  const cause = error.cause ?? error
  const status = cause.$metadata?.httpStatusCode
  const known = REASONS[cause.code ?? ''] ?? REASONS[cause.name]
  if (known) return known
  // An answer to HEAD has no body that would say more.
  if (status === 401 || status === 403) return REASONS.AccessDenied!
  if (status && status >= 500) return `the storage answers ${status}`
  return cause.code ?? (cause.name === 'Error' ? cause.message : cause.name)
}

/** The disk answers, and has no such file. Without its bucket every file would seem lost: that is a fault. */
export function isMissing(error: DiskFault): boolean {
  const cause = error.cause ?? error
  if (cause.name === 'NoSuchBucket') return false
  return cause.code === 'ENOENT' || cause.$metadata?.httpStatusCode === 404
}
