/*
 * Settings of the install (README, Settings). A wrong setting stops the start with one line that names it.
 */
import { Env } from '@adonisjs/core/env'
import { networks, serviceUrl, urlOrOff, wholeNumber } from '#start/settings'

const env = await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string.optional(),
  PORT: wholeNumber(1, 65_535),
  APP_URL: Env.schema.string.optional({ format: 'url', tld: false }),
  APP_KEY: Env.schema.secret(),
  STORAGE_PATH: Env.schema.string.optional(),
  DATABASE_URL: serviceUrl('postgres:', 'postgresql:'),
  REDIS_URL: serviceUrl('redis:', 'rediss:'),
  WORKERS: Env.schema.enum.optional(['inline', 'external'] as const),
  SMTP_URL: serviceUrl('smtp:', 'smtps:'),
  DRIVE_DISK: Env.schema.enum.optional(['fs', 's3'] as const),
  S3_BUCKET: Env.schema.string.optional(),
  S3_REGION: Env.schema.string.optional(),
  S3_ENDPOINT: Env.schema.string.optional(),
  S3_ACCESS_KEY_ID: Env.schema.string.optional(),
  S3_SECRET_ACCESS_KEY: Env.schema.secret.optional(),
  IMPORT_MAX_MB: wholeNumber(1, 1_000_000),
  IMPORT_FILE_DAYS: wholeNumber(0, 365),
  DELIVERY_ALLOW_PRIVATE: networks,
  VIES_URL: urlOrOff,
  DEMO: Env.schema.boolean.optional(),
  SIGN_UP: Env.schema.enum.optional(['open', 'closed'] as const),
  API_RATE_LIMIT: wholeNumber(0, 1_000_000),
  DOMAINS_ASK_TOKEN: Env.schema.secret.optional(),
  METRICS_TOKEN: Env.schema.secret.optional(),
  LOG_LEVEL: Env.schema.enum.optional([
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'trace',
    'silent',
  ] as const),
})

export default env
