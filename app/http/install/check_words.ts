import type { Locale } from '#shared/locales'
import type { Check, CheckId } from '#http/install/judge_install'

type Words = Record<CheckId, { title: string } & Record<string, string>>

const en: Words = {
  address: {
    title: 'Address',
    fine: 'Links begin with {url}.',
    local: 'APP_URL is not set: links lead to this machine, which is right while you try things.',
    unset:
      'APP_URL is not set, so links in mails lead to this machine. Set it to the https:// address people use, and restart.',
    near: '{url} is reached from this machine or network only. Set APP_URL to the https:// address people use, and restart.',
    http: '{url} is not encrypted: passwords and leads can be read on the way. Put a proxy with a certificate in front (docs/white_label.md), set APP_URL to its https:// address, and restart.',
  },
  key: {
    title: 'Key',
    fine: 'APP_KEY is one of your own.',
    weak: 'APP_KEY is short or from an example, so whoever knows it signs in as anybody. Set one of 32 random characters, keep the old one behind a comma (APP_KEY=new,old), and restart.',
  },
  node: {
    title: 'Node.js',
    fine: 'Version {version}.',
    other:
      'Version {version}; made for 24. Start with "npm start" or "npm run ace", which bring the right one.',
  },
  database: {
    title: 'Database',
    fine: '{name} {version}.',
    old: '{name} {version} gets no fixes any more. Move to version 14 or later.',
    away: '{name} does not answer ({error}). Check that it runs, and DATABASE_URL.',
  },
  migrations: {
    title: 'Tables',
    fine: 'Up to date.',
    pending:
      '{count} changes of the tables wait. Run "npm run ace -- migration:run --force", and restart.',
    unknown: 'It could not be read which tables are there ({error}). Check the database.',
  },
  clock: {
    title: 'Clock',
    fine: 'This machine and the database agree.',
    off: 'This machine and the database are {seconds} seconds apart, so caps and deadlines are wrong by as much. Switch time synchronisation (NTP) on at both.',
  },
  storage: {
    title: 'Files',
    fine: 'Kept in {place}, which can be written.',
    closed:
      '{place} cannot be written ({error}). Give the user the app runs as the right to write there, or set STORAGE_PATH or the S3 settings.',
  },
  disk: {
    title: 'Disk',
    fine: '{free} free at {path}.',
    full: 'Only {free} free at {path}. Make room or move STORAGE_PATH: a full disk takes no leads in.',
  },
  queue: {
    title: 'Queue',
    inline: 'In this process. With several machines set REDIS_URL.',
    redis: 'Redis answers and keeps what it has.',
    away: 'Redis does not answer ({error}). Check that it runs, and REDIS_URL. No lead is lost meanwhile, but each waits longer.',
    forgets:
      'Redis forgets everything when it restarts. No lead is lost, but some wait a minute until they are found in the database. Set "appendonly yes" in redis.conf.',
    evicts:
      'Redis drops entries when its memory is full (maxmemory-policy {eviction}). Set "maxmemory-policy noeviction" in redis.conf.',
  },
  workers: {
    title: 'Workers',
    inline: 'Leads are distributed by the app itself.',
    seen: 'Processes that work: {count}.',
    none: 'WORKERS=external is set and no worker runs, so no lead is distributed. Start "npm run ace -- queue:work", or set WORKERS=inline.',
    unknown: 'It could not be read which workers run ({error}). Check the database.',
  },
  mail: {
    title: 'Mail',
    smtp: 'Sent through the server of SMTP_URL.',
    outbox:
      'SMTP_URL is not set: mails leave for nobody and are kept in the outbox. Set it to your mail server, and restart.',
  },
  browser: {
    title: 'PDF',
    fine: 'The browser that prints documents starts, in {ms} ms.',
    broken:
      'The browser that prints documents does not start ({error}). Documents wait until it does: install what the sentence names, or free memory.',
  },
}

const de: Words = {
  address: {
    title: 'Adresse',
    fine: 'Links beginnen mit {url}.',
    local:
      'APP_URL ist nicht gesetzt: Links führen zu diesem Rechner. Zum Ausprobieren ist das richtig.',
    unset:
      'APP_URL ist nicht gesetzt, Links in E-Mails führen deshalb zu diesem Rechner. Setzen Sie die https://-Adresse, die Ihre Leute verwenden, und starten Sie neu.',
    near: '{url} ist nur von diesem Rechner oder Netz aus erreichbar. Setzen Sie APP_URL auf die https://-Adresse, die Ihre Leute verwenden, und starten Sie neu.',
    http: '{url} ist nicht verschlüsselt: Passwörter und Leads können unterwegs gelesen werden. Schalten Sie einen Proxy mit Zertifikat davor (docs/white_label.md), setzen Sie APP_URL auf dessen https://-Adresse und starten Sie neu.',
  },
  key: {
    title: 'Schlüssel',
    fine: 'APP_KEY ist Ihr eigener.',
    weak: 'APP_KEY ist zu kurz oder stammt aus einem Beispiel: Wer ihn kennt, kann sich als jeder anmelden. Setzen Sie einen aus 32 zufälligen Zeichen, behalten Sie den alten hinter einem Komma (APP_KEY=neu,alt) und starten Sie neu.',
  },
  node: {
    title: 'Node.js',
    fine: 'Version {version}.',
    other:
      'Version {version}; vorgesehen ist 24. Starten Sie mit „npm start“ oder „npm run ace“, die bringen die richtige mit.',
  },
  database: {
    title: 'Datenbank',
    fine: '{name} {version}.',
    old: '{name} {version} wird nicht mehr gepflegt. Wechseln Sie auf Version 14 oder neuer.',
    away: '{name} antwortet nicht ({error}). Prüfen Sie, ob sie läuft, und DATABASE_URL.',
  },
  migrations: {
    title: 'Tabellen',
    fine: 'Auf aktuellem Stand.',
    pending:
      '{count} Änderungen der Tabellen stehen aus. Führen Sie „npm run ace -- migration:run --force“ aus und starten Sie neu.',
    unknown: 'Es war nicht zu lesen, welche Tabellen es gibt ({error}). Prüfen Sie die Datenbank.',
  },
  clock: {
    title: 'Uhr',
    fine: 'Dieser Rechner und die Datenbank stimmen überein.',
    off: 'Dieser Rechner und die Datenbank liegen {seconds} Sekunden auseinander, um so viel irren Limits und Fristen. Schalten Sie auf beiden die Zeitsynchronisation (NTP) ein.',
  },
  storage: {
    title: 'Dateien',
    fine: 'Liegen in {place} und können geschrieben werden.',
    closed:
      'In {place} kann nicht geschrieben werden ({error}). Geben Sie dem Benutzer, unter dem die Anwendung läuft, das Recht dazu, oder setzen Sie STORAGE_PATH oder die Einstellungen von S3.',
  },
  disk: {
    title: 'Festplatte',
    fine: '{free} frei unter {path}.',
    full: 'Nur noch {free} frei unter {path}. Schaffen Sie Platz oder verlegen Sie STORAGE_PATH: Eine volle Festplatte nimmt keine Leads an.',
  },
  queue: {
    title: 'Warteschlange',
    inline: 'In diesem Prozess. Bei mehreren Rechnern setzen Sie REDIS_URL.',
    redis: 'Redis antwortet und behält, was es hat.',
    away: 'Redis antwortet nicht ({error}). Prüfen Sie, ob es läuft, und REDIS_URL. Bis dahin geht kein Lead verloren, aber jeder wartet länger.',
    forgets:
      'Redis vergisst beim Neustart alles. Kein Lead geht verloren, aber einige warten eine Minute, bis sie in der Datenbank gefunden werden. Setzen Sie „appendonly yes“ in redis.conf.',
    evicts:
      'Redis verwirft Einträge, wenn der Speicher voll ist (maxmemory-policy {eviction}). Setzen Sie „maxmemory-policy noeviction“ in redis.conf.',
  },
  workers: {
    title: 'Arbeitsprozesse',
    inline: 'Leads verteilt die Anwendung selbst.',
    seen: 'Laufende Prozesse: {count}.',
    none: 'WORKERS=external ist gesetzt, aber kein Arbeitsprozess läuft: Kein Lead wird verteilt. Starten Sie „npm run ace -- queue:work“ oder setzen Sie WORKERS=inline.',
    unknown: 'Es war nicht zu lesen, welche Prozesse laufen ({error}). Prüfen Sie die Datenbank.',
  },
  mail: {
    title: 'E-Mail',
    smtp: 'Versand über den Server aus SMTP_URL.',
    outbox:
      'SMTP_URL ist nicht gesetzt: E-Mails gehen an niemanden und bleiben im Postausgang. Setzen Sie Ihren Mailserver und starten Sie neu.',
  },
  browser: {
    title: 'PDF',
    fine: 'Der Browser, der Dokumente druckt, startet in {ms} ms.',
    broken:
      'Der Browser, der Dokumente druckt, startet nicht ({error}). Dokumente warten so lange: Installieren Sie, was der Satz nennt, oder schaffen Sie Arbeitsspeicher.',
  },
}

const WORDS: Record<Locale, Words> = { en, de }

/** A check as people read it: what it is of, and what to do. */
export function sayCheck({ id, state, says, values }: Check, locale: Locale) {
  const { title, [says]: sentence } = WORDS[locale][id]
  const text = sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '')
  return { id, state, title, text }
}

export type SaidCheck = ReturnType<typeof sayCheck>
