export interface S3Settings {
  bucket: string
  region: string
  /** Of another maker than Amazon. */
  endpoint?: string
  /** Both or neither: without them the machine's own role is taken. */
  keyId?: string
  secret?: string
}

/** How S3, and what speaks its language, is talked to. */
export function s3Options({ bucket, region, endpoint, keyId, secret }: S3Settings) {
  if (Boolean(keyId) !== Boolean(secret))
    throw new Error(
      `${keyId ? 'S3_SECRET_ACCESS_KEY' : 'S3_ACCESS_KEY_ID'} is missing: set both keys, or neither where the machine has a role`
    )
  return {
    ...{ bucket, region, endpoint },
    forcePathStyle: Boolean(endpoint),
    supportsACL: false,
    // Many S3 clones cannot read the SDK's default chunked checksums and store the framing as content.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
    responseChecksumValidation: 'WHEN_REQUIRED' as const,
    ...(keyId && secret ? { credentials: { accessKeyId: keyId, secretAccessKey: secret } } : {}),
    // A storage that is down is found out while somebody still waits for it.
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: 8_000,
      throwOnRequestTimeout: true,
    },
    visibility: 'private' as const,
  }
}
