/*
 * What columns and fields are called where they mean the same, in English and German: folded as `foldName` does. A field
 * of one of these names is meant by a column of another.
 */
const GROUPS: Record<string, string> = {
  email: `email mail emailaddress mailaddress emailadresse mailadresse emailadr kontaktemail emailkontakt contactemail
    emailprivat privateemail useremail kundenemail`,
  phone: `phone telephone tel telefon phonenumber telephonenumber telefonnummer telnr telefonnr rufnummer fon phone1
    homephone dayphone contactnumber primaryphone telefonprivat festnetz kontakttelefon`,
  mobile: `mobile mobilephone cell cellphone cellnumber mobilenumber handy handynummer mobil mobilnummer mobiltelefon
    handynr mobilnr smsnumber`,
  first_name: `firstname first givenname forename fname vorname contactfirstname kontaktvorname`,
  last_name: `lastname last surname familyname lname nachname familienname zuname contactlastname name2 kontaktnachname`,
  full_name: `fullname name contactname customername kontaktname kundenname kontakt contact vollername namedeskunden
    ansprechpartner person`,
  salutation: `salutation anrede title titel prefix`,
  gender: `gender sex geschlecht`,
  company: `company companyname firma firmenname organisation organization business unternehmen businessname`,
  birth_date: `birthdate dateofbirth dob birthday geburtsdatum geburtstag gebdatum gebdat geborenam`,
  age: `age alter lebensalter`,
  postal_code: `postalcode zip zipcode postcode plz postleitzahl zippostalcode postal`,
  city: `city town ort stadt wohnort ortschaft locality`,
  street: `street streetaddress strasse straße address1 addressline1 addressline strassehausnummer anschrift adresse
    straßeundhausnummer strasseundhausnummer address str straßehausnummer`,
  number: `housenumber streetnumber hausnummer hausnr hnr houseno`,
  state: `state province region bundesland kanton stateprovince land1 bundesstaat`,
  country: `country countrycode land staat nation laendercode ländercode`,
  latitude: `latitude lat breitengrad`,
  longitude: `longitude lng lon long längengrad laengengrad`,
  monthly_bill: `monthlybill bill monthlyelectricbill electricbill powerbill utilitybill stromkosten stromrechnung
    monatlichestromkosten`,
  consumption: `consumption annualconsumption yearlyconsumption stromverbrauch jahresverbrauch verbrauch kwh`,
  income: `income annualincome yearlyincome salary einkommen jahreseinkommen gehalt nettoeinkommen`,
  amount: `amount loanamount creditamount betrag kreditbetrag darlehensbetrag summe`,
  note: `note notes comment comments message remarks bemerkung bemerkungen notiz notizen kommentar anmerkung nachricht`,
  iban: `iban bankaccount kontonummer bankverbindung`,
  homeowner: `homeowner owner ownsproperty ownhome eigentümer eigentuemer hauseigentümer hausbesitzer eigenheim`,
  url: `url website webpage homepage webseite internetseite`,
  created: `createdat created date leaddate timestamp submittedat erstelltam datum eingang eingegangenam`,
  consent: `consent optin gdpr einwilligung zustimmung dsgvo`,
  source: `source leadsource quelle herkunft utmsource channel kanal`,
  external_id: `externalid leadid id reference ref recordid kundennummer kundennr leadnummer vorgangsnummer referenz
    referenznummer`,
}

/** Names without regard to case, accents on umlauts, spaces and signs. */
export const foldName = (name: string): string =>
  name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

const groupByName = new Map(
  Object.entries(GROUPS).flatMap(([group, names]) =>
    [group.replaceAll('_', ''), ...names.split(/\s+/)].map((name) => [name, group] as const)
  )
)

/** What a name means, or null where nobody can say. */
export const meaningOf = (name: string): string | null => groupByName.get(foldName(name)) ?? null
