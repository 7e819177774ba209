import env from '#start/env'
import { s3Options } from '#config/s3'
import { storagePath } from '#config/storage'
import { defineConfig, services } from '@adonisjs/drive'
import { join } from 'node:path'

const driveConfig = defineConfig({
  default: env.get('DRIVE_DISK', 'fs'),
  services: {
    fs: services.fs({
      location: join(storagePath, 'files'),
      serveFiles: false,
      visibility: 'private',
    }),
    s3: services.s3(
      s3Options({
        bucket: env.get('S3_BUCKET', 'sluice'),
        region: env.get('S3_REGION', 'us-east-1'),
        endpoint: env.get('S3_ENDPOINT'),
        keyId: env.get('S3_ACCESS_KEY_ID'),
        secret: env.get('S3_SECRET_ACCESS_KEY')?.release(),
      })
    ),
  },
})

export default driveConfig

declare module '@adonisjs/drive/types' {
  export interface DriveDisks extends InferDriveDisks<typeof driveConfig> {}
}
