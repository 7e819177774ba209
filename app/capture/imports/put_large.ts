import { open, stat } from 'node:fs/promises'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3'

const PART = 8 * 1024 * 1024
/** S3 takes no more parts than this, and what is sent at once has to be there within seconds. */
const MOST_PARTS = 9_000

/** Puts a file of any size on S3, part by part: one request for all of it would take longer than any may. */
export async function putLarge(
  path: string,
  key: string,
  { bucket, ...config }: S3ClientConfig & { bucket: string }
): Promise<void> {
  const client = new S3Client(config)
  const target = { Bucket: bucket, Key: key }
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target))
  const file = await open(path)
  try {
    const { size } = await stat(path)
    const part = Buffer.alloc(Math.max(PART, Math.ceil(size / MOST_PARTS)))
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (let at = 0; at < size; at += part.length) {
      const { bytesRead } = await file.read(part, 0, Math.min(part.length, size - at), at)
      const PartNumber = Parts.length + 1
      const Body = part.subarray(0, bytesRead)
      const sent = await client.send(
        new UploadPartCommand({ ...target, UploadId, PartNumber, Body })
      )
      Parts.push({ PartNumber, ETag: sent.ETag })
    }
    const whole = { ...target, UploadId, MultipartUpload: { Parts } }
    await client.send(new CompleteMultipartUploadCommand(whole))
  } catch (error) {
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {})
    throw error
  } finally {
    await file.close()
    client.destroy()
  }
}
