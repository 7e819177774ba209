import env from '#start/env'
import { defineConfig, drivers } from '@adonisjs/core/encryption'

/** The first key encrypts; the others still decrypt, so a key can be rotated: APP_KEY=new,old. */
export const appKeys = env
  .get('APP_KEY')
  .release()
  .split(',')
  .map((key) => key.trim())

const encryptionConfig = defineConfig({
  default: 'gcm',
  list: { gcm: drivers.aes256gcm({ keys: appKeys, id: 'gcm' }) },
})

export default encryptionConfig

declare module '@adonisjs/core/types' {
  export interface EncryptorsList extends InferEncryptors<typeof encryptionConfig> {}
}
