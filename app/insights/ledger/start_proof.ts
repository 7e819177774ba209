import { spawn } from 'node:child_process'
import app from '@adonisjs/core/services/app'
import type { Account } from '#accounts/types'

const DEADLINE_MS = 120_000
const running = new Map<string, Promise<void>>()

/**
 * Proves the books in a process of its own: on SQLite a million postings are seconds in which this one would answer
 * nobody. Who asks while it runs waits for the same one.
 */
export function startProof(account: Account, actor: string): Promise<void> {
  const known = running.get(account.id)
  if (known) return known
  const mine = prove(account.key, actor).finally(() => running.delete(account.id))
  running.set(account.id, mine)
  return mine
}

function prove(key: string, actor: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const args = ['ledger:check', '--account', key, '--actor', actor]
    const child = spawn(process.execPath, [app.makePath('ace.js'), ...args], {
      cwd: app.makePath(),
      env: { ...process.env, LOG_LEVEL: 'silent' },
      stdio: 'ignore',
      timeout: DEADLINE_MS,
    })
    child.once('error', reject)
    // 1: books that do not agree are told by the proof itself.
    child.once('exit', (code) =>
      code === 0 || code === 1 ? resolve() : reject(new Error('The books could not be proved'))
    )
  })
}
