import type { Locale } from '#shared/locales'

interface Text {
  title: string
  text: string
}

interface ErrorTexts {
  expired: Text
  role: Text
  limited: Text
  missing: Text
  malformed: Text
  fault: Text
  home: string
  portal: string
  quote: (status: number, id: string) => string
}

/** What the error pages say. They stand apart from the pages' catalogue, as their styles do: nothing may be missing. */
export const ERROR_TEXTS: Record<Locale, ErrorTexts> = {
  en: {
    expired: {
      title: 'This form is out of date',
      text: 'Nothing was changed. Go back, load the page again and repeat what you did.',
    },
    role: {
      title: 'Your role does not allow this',
      text: 'Nothing was changed. An owner or admin of the account can do it, or give you another role.',
    },
    limited: {
      title: 'This page is about the account as a whole',
      text: 'Your place in the account is limited to some of its entities. An owner or admin can change that.',
    },
    missing: {
      title: 'There is nothing here',
      text: 'The address is wrong, or what was here belongs to another account or is gone.',
    },
    malformed: {
      title: 'This did not work',
      text: 'The request was not understood. Nothing was changed.',
    },
    fault: {
      title: 'Something failed on our side',
      text: 'Leads that were accepted are safe: they are stored before anything else happens. Try again in a moment.',
    },
    home: 'Go to the overview',
    portal: 'Go to your leads',
    quote: (status, id) => `Status ${status}. To ask about it, quote ${id}.`,
  },
  de: {
    expired: {
      title: 'Dieses Formular ist veraltet',
      text: 'Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und wiederholen Sie Ihre Eingabe.',
    },
    role: {
      title: 'Ihre Rolle erlaubt das nicht',
      text: 'Es wurde nichts geändert. Ein Inhaber oder Administrator des Kontos kann das tun oder Ihnen eine andere Rolle geben.',
    },
    limited: {
      title: 'Diese Seite betrifft das Konto als Ganzes',
      text: 'Ihr Platz in diesem Konto ist auf einige seiner Leadtypen begrenzt. Ein Inhaber oder Administrator kann das ändern.',
    },
    missing: {
      title: 'Hier ist nichts',
      text: 'Die Adresse stimmt nicht, oder was hier war, gehört zu einem anderen Konto oder ist gelöscht.',
    },
    malformed: {
      title: 'Das hat nicht geklappt',
      text: 'Die Anfrage wurde nicht verstanden. Es wurde nichts geändert.',
    },
    fault: {
      title: 'Auf unserer Seite ist ein Fehler aufgetreten',
      text: 'Angenommene Leads sind sicher: Sie werden gespeichert, bevor irgendetwas anderes geschieht. Versuchen Sie es gleich noch einmal.',
    },
    home: 'Zum Überblick',
    portal: 'Zu Ihren Leads',
    quote: (status, id) => `Status ${status}. Nennen Sie bei Rückfragen ${id}.`,
  },
}
