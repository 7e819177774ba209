import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { type PdfObjects, pdfText, withEntries } from '#billing/documents/pdf/pdf_objects'
import { writePdf } from '#billing/documents/pdf/write_pdf'
import { srgbProfile } from '#billing/documents/pdf/srgb_profile'
import { type PdfFacts, xmpPacket } from '#billing/documents/pdf/xmp_packet'

/** The e-invoice that travels in the PDF. */
export interface EmbeddedXml {
  bytes: Buffer
  name: string
  /** Factur-X' word for the profile, such as `EN 16931`. */
  level: string
}

let profile: Buffer | null = null

/**
 * Makes a print of the browser a PDF/A-3 (ISO 19005-3), with the XML of Factur-X inside where there is one: metadata, the
 * meaning of its colours, the attached file and its relationship, an identifier. What was drawn stays as it is.
 */
export function archivePdf(print: PdfObjects, facts: PdfFacts, xml: EmbeddedXml | null): Buffer {
  const { size, root, info } = print
  const objects = [...print.objects]
  let next = size
  const add = (body: string | Buffer, stream = false) => {
    objects.push({ number: next, body: Buffer.from(body as string, 'latin1'), stream })
    return next++
  }
  const addStream = (entries: string, bytes: Buffer, packed = true) => {
    const stored = packed ? deflateSync(bytes) : bytes
    const filter = packed ? '/Filter /FlateDecode ' : ''
    const head = `<<${entries} ${filter}/Length ${stored.length}>>\nstream\n`
    return add(
      Buffer.concat([Buffer.from(head, 'latin1'), stored, Buffer.from('\nendstream\n')]),
      true
    )
  }
  const date = pdfDate(facts.at)
  const inner = xml && { name: xml.name, level: xml.level }
  // Metadata stays plain, so that anybody can read it from the file.
  const metadata = addStream(
    '/Type /Metadata /Subtype /XML',
    Buffer.from(xmpPacket(facts, inner)),
    false
  )
  const colours = addStream('/N 3', (profile ??= srgbProfile()))
  const intent = add(
    `<</Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier (sRGB IEC61966-2.1) /Info (sRGB IEC61966-2.1) /DestOutputProfile ${colours} 0 R>>\n`
  )
  let attached = ''
  if (xml) {
    const sum = createHash('md5').update(xml.bytes).digest('hex')
    const file = addStream(
      `/Type /EmbeddedFile /Subtype /text#2Fxml /Params <</ModDate (${date}) /Size ${xml.bytes.length} /CheckSum <${sum}>>>`,
      xml.bytes
    )
    const name = pdfText(xml.name)
    const spec = add(
      `<</Type /Filespec /F (${xml.name}) /UF ${name} /Desc ${pdfText('Factur-X invoice')} /AFRelationship /Alternative /EF <</F ${file} 0 R /UF ${file} 0 R>>>>\n`
    )
    attached = `/AF [${spec} 0 R] /Names <</EmbeddedFiles <</Names [${name} ${spec} 0 R]>>>> `
  }
  const catalogue = objects.find(({ number }) => number === root)!
  if (/\/(Lang|Metadata|OutputIntents|Names|AF)\b/.test(catalogue.body.toString('latin1')))
    catalogue.body = withoutLanguage(catalogue.body)
  catalogue.body = withEntries(
    catalogue.body,
    `/Lang (${facts.language.replace(/[^\w-]/g, '')}) /Metadata ${metadata} 0 R /OutputIntents [${intent} 0 R] ${attached}`
  )
  const about = objects.find(({ number }) => number === info)!
  about.body = Buffer.from(
    `<</Title ${pdfText(facts.title)} /Author ${pdfText(facts.author)} /Subject ${pdfText(facts.subject)} /Creator ${pdfText(facts.producer)} /Producer ${pdfText(facts.producer)} /CreationDate (${date}) /ModDate (${date})>>\n`,
    'latin1'
  )
  return writePdf({ objects, size: next, root, info })
}

/** The browser names the language of the sheet at times. */
const withoutLanguage = (body: Buffer) =>
  Buffer.from(body.toString('latin1').replace(/\/Lang\s*(\([^)]*\)|<[^>]*>)/, ''), 'latin1')

const pdfDate = (at: number) =>
  `D:${new Date(at).toISOString().slice(0, 19).replace(/[-:T]/g, '')}+00'00'`
