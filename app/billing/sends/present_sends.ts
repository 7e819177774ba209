import type { SendRecord } from '#billing/sends/send_records'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

/** Sendings of a document as the API shows them, newest first. */
export const presentSends = (sends: readonly SendRecord[]) =>
  sends.map((send) => ({
    id: send.id,
    status: send.state,
    /** Level of the reminder; null: the document itself. */
    reminder: send.level,
    recipients: send.recipients.map(({ address, role, state, reply }) => ({
      ...{ address, role, status: state, reply },
    })),
    subject: send.subject,
    text: send.text,
    note: send.note,
    files: send.files,
    xml: send.xml,
    reason: send.reason,
    error: send.error,
    attempts: send.attempts,
    next_attempt_at: send.state === 'queued' && send.attempts > 0 ? iso(send.due_at) : null,
    message_id: send.message_id,
    mail: send.state === 'kept' ? `mail_${send.id.slice(send.id.indexOf('_') + 1)}` : null,
    actor: send.actor,
    created_at: iso(send.created_at)!,
    ended_at: iso(send.ended_at),
  }))

export type SendView = ReturnType<typeof presentSends>[number]
