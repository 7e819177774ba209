/*
 * What a document has to say where it shows no VAT: in the language of its issuer, and in English beside it where both
 * parties must understand it. Wordings of Art. 226(11a) and (12) Directive 2006/112/EC as the states translated it.
 */

/** Languages of the member states, by the country whose VAT it is; Belgium writes in two, as do Finland and Malta. */
const LANGUAGES: Record<string, string[]> = {
  ...{ AT: ['de'], BE: ['nl', 'fr'], BG: ['bg'], CH: ['de', 'fr'], CY: ['el'], CZ: ['cs'] },
  ...{ DE: ['de'], DK: ['da'], EE: ['et'], ES: ['es'], FI: ['fi', 'sv'], FR: ['fr'] },
  ...{ GR: ['el'], HR: ['hr'], HU: ['hu'], IE: ['ga'], IS: ['is'], IT: ['it'], LI: ['de'] },
  ...{ LT: ['lt'], LU: ['fr', 'de'], LV: ['lv'], MT: ['mt'], NL: ['nl'], NO: ['no'] },
  ...{ PL: ['pl'], PT: ['pt'], RO: ['ro'], SE: ['sv'], SI: ['sl'], SK: ['sk'] },
}

interface Words {
  reverse_charge: string
  small_business: string
  outside_scope: string
}

const ENGLISH: Words = {
  reverse_charge: 'Reverse charge',
  small_business: 'Exempt from VAT: small business scheme (Art. 284 Directive 2006/112/EC)',
  outside_scope: 'Outside the scope of VAT: place of supply is where the customer is established',
}

const WORDS: Record<string, Words> = {
  bg: {
    reverse_charge: 'обратно начисляване',
    small_business: 'Освободено от ДДС: режим за малки предприятия',
    outside_scope: 'Извън обхвата на ДДС: мястото на изпълнение е при получателя',
  },
  cs: {
    reverse_charge: 'daň odvede zákazník',
    small_business: 'Osvobozeno od DPH: režim pro malé podniky',
    outside_scope: 'Není předmětem DPH: místem plnění je sídlo příjemce',
  },
  da: {
    reverse_charge: 'omvendt betalingspligt',
    small_business: 'Fritaget for moms: ordningen for små virksomheder',
    outside_scope: 'Uden for momslovens anvendelsesområde: leveringsstedet er hos kunden',
  },
  de: {
    reverse_charge: 'Steuerschuldnerschaft des Leistungsempfängers',
    small_business: 'Steuerbefreit: Kleinunternehmerregelung',
    outside_scope: 'Im Inland nicht steuerbar: Leistungsort ist der Sitz des Leistungsempfängers',
  },
  el: {
    reverse_charge: 'Αντίστροφη επιβάρυνση',
    small_business: 'Απαλλαγή από ΦΠΑ: καθεστώς μικρών επιχειρήσεων',
    outside_scope: 'Εκτός πεδίου εφαρμογής ΦΠΑ: τόπος παροχής είναι η έδρα του λήπτη',
  },
  es: {
    reverse_charge: 'inversión del sujeto pasivo',
    small_business: 'Exento de IVA: régimen de franquicia de las pequeñas empresas',
    outside_scope: 'Operación no sujeta al IVA: el lugar de prestación es la sede del destinatario',
  },
  et: {
    reverse_charge: 'pöördmaksustamine',
    small_business: 'Käibemaksuvaba: väikeettevõtjate erikord',
    outside_scope: 'Ei ole käibemaksuga maksustatav: teenuse osutamise koht on saaja asukoht',
  },
  fi: {
    reverse_charge: 'käännetty verovelvollisuus',
    small_business: 'Arvonlisäveroton: vähäinen toiminta',
    outside_scope: 'Arvonlisäverotuksen ulkopuolella: myyntimaa on ostajan sijoittautumismaa',
  },
  fr: {
    reverse_charge: 'Autoliquidation',
    small_business: 'TVA non applicable : régime de franchise en base',
    outside_scope:
      'Opération hors du champ de la TVA : le lieu de la prestation est celui du preneur',
  },
  ga: {
    reverse_charge: 'frithmhuirearú',
    small_business: 'Díolmhaithe ó CBL: scéim na bhfiontar beag',
    outside_scope: 'Lasmuigh de raon feidhme CBL: is é ionad an chustaiméara áit an tsoláthair',
  },
  hr: {
    reverse_charge: 'prijenos porezne obveze',
    small_business: 'Oslobođeno PDV-a: posebni postupak oporezivanja za male porezne obveznike',
    outside_scope: 'Ne podliježe PDV-u: mjesto obavljanja usluge je sjedište primatelja',
  },
  hu: {
    reverse_charge: 'fordított adózás',
    small_business: 'Áfamentes: alanyi adómentesség',
    outside_scope: 'Áfa területi hatályán kívüli: a teljesítés helye a megrendelő székhelye',
  },
  is: {
    reverse_charge: 'öfug skattskylda',
    small_business: 'Undanþegið virðisaukaskatti: lítil fyrirtæki',
    outside_scope: 'Utan gildissviðs virðisaukaskatts: afhendingarstaður er hjá kaupanda',
  },
  it: {
    reverse_charge: 'inversione contabile',
    small_business: 'Esente da IVA: regime di franchigia per le piccole imprese',
    outside_scope:
      'Operazione non soggetta a IVA: il luogo della prestazione è la sede del cliente',
  },
  lt: {
    reverse_charge: 'Atvirkštinis apmokestinimas',
    small_business: 'Neapmokestinama PVM: mažųjų įmonių schema',
    outside_scope: 'Ne PVM objektas: paslaugos suteikimo vieta yra pirkėjo buveinė',
  },
  lv: {
    reverse_charge: 'nodokļa apgrieztā maksāšana',
    small_business: 'Atbrīvots no PVN: mazo uzņēmumu režīms',
    outside_scope: 'Nav PVN objekts: pakalpojuma sniegšanas vieta ir saņēmēja mītne',
  },
  mt: {
    reverse_charge: 'inverżjoni tal-ħlas',
    small_business: 'Eżenti mill-VAT: skema għal intrapriżi żgħar',
    outside_scope:
      'Barra mill-ambitu tal-VAT: il-post tal-provvista huwa fejn hu stabbilit il-klijent',
  },
  nl: {
    reverse_charge: 'Btw verlegd',
    small_business: 'Vrijgesteld van btw: kleineondernemersregeling',
    outside_scope: 'Buiten de btw-heffing: plaats van dienst is de vestiging van de afnemer',
  },
  no: {
    reverse_charge: 'omvendt avgiftsplikt',
    small_business: 'Fritatt for merverdiavgift: ikke registreringspliktig virksomhet',
    outside_scope: 'Utenfor merverdiavgiftsområdet: tjenesten leveres til utlandet',
  },
  pl: {
    reverse_charge: 'odwrotne obciążenie',
    small_business: 'Zwolnienie z VAT: procedura dla małych przedsiębiorstw',
    outside_scope: 'Nie podlega VAT: miejscem świadczenia jest siedziba usługobiorcy',
  },
  pt: {
    reverse_charge: 'Autoliquidação',
    small_business: 'IVA: regime de isenção das pequenas empresas',
    outside_scope: 'Não sujeito a IVA: o lugar da prestação é a sede do adquirente',
  },
  ro: {
    reverse_charge: 'taxare inversă',
    small_business: 'Scutit de TVA: regimul special pentru întreprinderile mici',
    outside_scope: 'Neimpozabil în sfera TVA: locul prestării este sediul beneficiarului',
  },
  sk: {
    reverse_charge: 'prenesenie daňovej povinnosti',
    small_business: 'Oslobodené od DPH: osobitná úprava pre malé podniky',
    outside_scope: 'Nie je predmetom DPH: miestom dodania služby je sídlo príjemcu',
  },
  sl: {
    reverse_charge: 'obrnjena davčna obveznost',
    small_business: 'Oproščeno DDV: posebna ureditev za male davčne zavezance',
    outside_scope: 'Ni predmet DDV: kraj opravljanja storitve je sedež naročnika',
  },
  sv: {
    reverse_charge: 'omvänd betalningsskyldighet',
    small_business: 'Undantag från mervärdesskatt: särskild ordning för små företag',
    outside_scope: 'Omfattas inte av mervärdesskatt: tjänsten omsätts där köparen är etablerad',
  },
}

/** What a state's own law calls its small-business rule, where invoices quote it. */
const SMALL_BUSINESS: Record<string, string> = {
  DE: 'Steuerfrei nach § 19 UStG (Kleinunternehmer)',
  AT: 'Umsatzsteuerfrei aufgrund der Kleinunternehmerregelung (§ 6 Abs. 1 Z 27 UStG)',
  FR: 'TVA non applicable, art. 293 B du CGI',
}

const NOT_REGISTERED = {
  de: 'Kein Ausweis von Umsatzsteuer: Der Aussteller ist nicht umsatzsteuerlich registriert',
  en: 'No VAT shown: the issuer is not registered for VAT',
}

const inLanguagesOf = (country: string, of: (words: Words) => string): string[] =>
  (LANGUAGES[country] ?? []).map((language) => of(WORDS[language]))

const join = (parts: readonly string[]): string => [...new Set(parts)].join(' / ')

/** `country` is the issuer's, as `TaxTerritory.country` says it. English always stands beside it. */
export const reverseChargeNote = (country: string): string =>
  join([...inLanguagesOf(country, (words) => words.reverse_charge), ENGLISH.reverse_charge])

export const smallBusinessNote = (country: string): string =>
  SMALL_BUSINESS[country]
    ? join([SMALL_BUSINESS[country], ENGLISH.small_business])
    : join([...inLanguagesOf(country, (words) => words.small_business), ENGLISH.small_business])

export const outsideScopeNote = (country: string): string =>
  join([...inLanguagesOf(country, (words) => words.outside_scope), ENGLISH.outside_scope])

export const notRegisteredNote = (country: string): string =>
  join(
    LANGUAGES[country]?.includes('de')
      ? [NOT_REGISTERED.de, NOT_REGISTERED.en]
      : [NOT_REGISTERED.en]
  )

/** The same note with its words in one more language in front, such as that of the document. */
export function noteInLanguage(note: string, language: string): string {
  const parts = note.split(' / ')
  const kind = (Object.keys(ENGLISH) as (keyof Words)[]).find((one) => parts.includes(ENGLISH[one]))
  const words = language === 'en' ? ENGLISH : WORDS[language]
  return kind && words ? join([words[kind], ...parts]) : note
}

/** Languages the words are there in. */
export const NOTE_LANGUAGES = Object.keys(WORDS)
