import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import drive from '@adonisjs/drive/services/main'
import { storagePath } from '#config/storage'
import { engine } from '#distribution/engine'
import { store } from '#store/store'

export interface Readiness {
  ready: boolean
  /** Each part: `ok`, or what is wrong with it. */
  checks: Record<string, string>
}

const parts: Record<string, () => Promise<unknown>> = {
  database: () => store.first('select 1 as one'),
  queue: () => engine.ping(),
  storage: async () => {
    await access(storagePath, constants.R_OK | constants.W_OK)
    await drive.use().exists('ready')
  },
}

/** Asks every part whether it can do its work; one that does not answer in time counts as failing. */
export async function checkReadiness(
  asked: Record<string, () => Promise<unknown>> = parts,
  deadlineMs = 2_500
): Promise<Readiness> {
  const verdicts = await Promise.all(
    Object.entries(asked).map(async ([name, check]) => [name, await verdict(check, deadlineMs)])
  )
  return {
    ready: verdicts.every(([, text]) => text === 'ok'),
    checks: Object.fromEntries(verdicts),
  }
}

async function verdict(check: () => Promise<unknown>, deadlineMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), deadlineMs)
  })
  try {
    await Promise.race([check(), late])
    return 'ok'
  } catch (error) {
    // The code alone: a message may hold an address or a path.
    return (error as { code?: string }).code ?? (error as Error).message.slice(0, 100)
  } finally {
    clearTimeout(timer)
  }
}
