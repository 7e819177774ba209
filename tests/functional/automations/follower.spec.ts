import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { randomBytes } from 'node:crypto'
import { event } from '#store/audit_event'
import { store } from '#store/store'
import type { Write } from '#store/types'
import { TrailFollower } from '#automations/trail/follow_trail'
import { automationAccount, inARow } from '#tests/functional/automations/support'
import { startEngine } from '#tests/helpers/make_account'

/** Numbers in [0, 1) that a seed brings again: mulberry32. */
function dice(seed: number) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const write = (writes: Write[]) =>
  store.submit({ locks: [], decide: () => ({ result: null, writes }) })

test.group('following the trail', (group) => {
  group.setup(() => startEngine())

  test('any order of lines, looks, late commits and deaths gives each event one run', async ({
    assert,
  }) => {
    const account = await automationAccount()
    const partnerId = await account.partnerId('sunco')
    const limits = { per_subject_hour: 1_000, per_minute: 100_000 }
    await account.automate(
      'pause',
      inARow(['begin', { type: 'invoice_overdue' }], ['pause', { type: 'pause_partner' }]),
      { entity: null, limits }
    )
    for (let round = 0; round < 5; round++) {
      const seed = randomBytes(4).readUInt32LE()
      const roll = dice(seed)
      let followers = [new TrailFollower(), new TrailFollower()]
      let late: Write[] = []
      const made: string[] = []
      let clock = Date.now()
      for (let move = 0; move < 60; move++) {
        const what = roll()
        if (what < 0.35) {
          const line = event(
            'invoice.overdue',
            { accountId: account.id, partnerId },
            { invoice: `inv_${round}_${move}` },
            Date.now()
          )
          made.push((line as unknown as { row: { id: string } }).row.id)
          // Some are written a little after their ids were made.
          if (roll() < 0.3) late.push(line)
          else await write([line])
        } else if (what < 0.5) {
          await write(late)
          late = []
        } else if (what < 0.6) {
          // A process dies; the one that comes remembers nothing.
          followers[roll() < 0.5 ? 0 : 1] = new TrailFollower()
        } else if (what < 0.7) clock += Math.floor(roll() * 12_000)
        else if (what < 0.85) await followers[roll() < 0.5 ? 0 : 1].pass(clock)
        else await Promise.all(followers.map((one) => one.pass(clock)))
        // No commit is later than the trail allows for.
        if (clock - Date.now() > 40_000) clock = Date.now()
      }
      await write(late)
      followers = [new TrailFollower()]
      await followers[0].pass(Date.now())
      const runs = await db
        .from('automation_runs')
        .where('account_id', account.id)
        .whereIn('event_id', made)
      assert.sameMembers(
        runs.map((run) => run.event_id as string),
        made,
        `seed ${seed}`
      )
    }
  })

  test('a look costs nothing that is left behind: the cursor goes with what has settled', async ({
    assert,
  }) => {
    const account = await automationAccount()
    await new TrailFollower().pass(Date.now())
    const { upto } = await db.from('automation_cursors').firstOrFail()
    await account.automate(
      'assign',
      inARow(['begin', { type: 'lead_created' }], ['give', { type: 'assign', assignee: 'Ann' }])
    )
    await account.lead()
    await new TrailFollower().pass(Date.now())
    const later = await db.from('automation_cursors').firstOrFail()
    assert.isTrue(later.upto >= upto)
    const [first] = await db.from('events').where('account_id', account.id).orderBy('id')
    assert.isTrue(later.upto < first.id, 'a line that is young may have company yet to come')
  })
})
