import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail {
  /** Those it was handed over for. */
  to: string[]
  email: Email
}

/** What a test's mail server does otherwise than to take everything. Texts begin with the code: "550 No such user". */
export interface SmtpManners {
  recipient?: (address: string) => string | null
  message?: (mail: ReceivedMail) => string | null
  /** Awaited before the server answers for a message that has come in whole. */
  beforeAnswer?: (mail: ReceivedMail) => Promise<void>
}

const refusal = (text: string | null | undefined) =>
  text
    ? Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) })
    : undefined

/** A real SMTP server on a port of its own; `mails` are those it took. */
export async function smtpServer(manners: SmtpManners = {}) {
  const mails: ReceivedMail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onRcptTo: ({ address }, _, done) => done(refusal(manners.recipient?.(address))),
    async onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      try {
        for await (const chunk of stream) chunks.push(chunk as Buffer)
      } catch (error) {
        // Its sender died in the middle: nobody waits for an answer.
        return done(error as Error)
      }
      const email = await PostalMime.parse(Buffer.concat(chunks))
      const mail = { to: envelope.rcptTo.map(({ address }) => address), email }
      await manners.beforeAnswer?.(mail)
      const no = refusal(manners.message?.(mail))
      if (!no) mails.push(mail)
      done(no)
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}?from=billing@bright.example`,
    mails,
    /** What came for an address. */
    for: (address: string) => mails.filter(({ to }) => to.includes(address)),
    manners,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
