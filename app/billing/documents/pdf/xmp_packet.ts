export interface PdfFacts {
  title: string
  author: string
  subject: string
  /** What made the file, as its reader knows it. */
  producer: string
  /** BCP 47. */
  language: string
  /** When the file was made, ms. */
  at: number
}

/** What the XML inside says of itself (Factur-X 1.0, 6.3.2): its file name and how much of EN 16931 it has. */
export interface InnerXml {
  name: string
  level: string
}

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escape = (text: string) => text.replace(/[&<>]/g, (sign) => SIGNS[sign]!)

/** RFC 3339 without fractions, as XMP and the PDF's own dates have in common. */
export const xmpDate = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00')

/** The metadata of an archived PDF (ISO 19005-3, 6.6), with the extension schema of Factur-X where XML is inside. */
export function xmpPacket(facts: PdfFacts, xml: InnerXml | null): string {
  const date = xmpDate(facts.at)
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escape(facts.title)}</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>${escape(facts.author)}</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">${escape(facts.subject)}</rdf:li></rdf:Alt></dc:description><dc:language><rdf:Bag><rdf:li>${escape(facts.language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>${escape(facts.producer)}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>${escape(facts.producer)}</xmp:CreatorTool><xmp:CreateDate>${date}</xmp:CreateDate><xmp:ModifyDate>${date}</xmp:ModifyDate></rdf:Description>
${xml ? facturX(xml) : ''}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
}

const PROPERTIES: [name: string, description: string][] = [
  ['DocumentFileName', 'name of the embedded XML invoice file'],
  ['DocumentType', 'INVOICE'],
  ['Version', 'The actual version of the Factur-X XML schema'],
  ['ConformanceLevel', 'The conformance level of the embedded Factur-X data'],
]

const facturX = ({ name, level }: InnerXml) => {
  const uri = 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#'
  const properties = PROPERTIES.map(
    ([property, description]) =>
      `<rdf:li rdf:parseType="Resource"><pdfaProperty:name>${property}</pdfaProperty:name><pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category><pdfaProperty:description>${description}</pdfaProperty:description></rdf:li>`
  )
  return `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema><pdfaSchema:namespaceURI>${uri}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>${properties.join('')}</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
<rdf:Description rdf:about="" xmlns:fx="${uri}"><fx:DocumentType>INVOICE</fx:DocumentType><fx:DocumentFileName>${escape(name)}</fx:DocumentFileName><fx:Version>1.0</fx:Version><fx:ConformanceLevel>${escape(level)}</fx:ConformanceLevel></rdf:Description>
`
}
