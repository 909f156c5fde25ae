/** How one country writes what is looked for. Patterns as `fill` reads them. */
export interface Country {
  readonly code: string;
  /** With a country code or a trunk prefix, or in the American form. */
  readonly phones: readonly string[];
  /** As people write them at home: groups of digits that only their neighbours tell from others. */
  readonly barePhones: readonly string[];
  /** The account behind the check digits; empty where there are no such numbers. */
  readonly account: string;
  readonly date: string;
  readonly decimal: string;
  readonly street: string;
  readonly names: readonly string[];
  readonly mailDomains: readonly string[];
  /** `{phone}` stands for a value of that label, or for one of the hard negatives. */
  readonly sentences: readonly string[];
}

const UNITED_STATES: Country = {
  code: "US",
  phones: ["(N##) N##-####", "N##-N##-####", "N##.N##.####", "+1 N## N## ####", "1-N##-N##-####"],
  barePhones: ["N##N######"],
  ...{ account: "", date: "MM/DD/YYYY", decimal: ".", street: "## Maple Street" },
  names: ["Joe O'Brien", "Mary-Ann Smith", "Tyrone Jackson"],
  mailDomains: ["example.com", "mail.example.org"],
  sentences: [
    "Customer called from {phone}, SSN on file {ssn}, order {order} of {timestamp}.",
    "Refund {decimal} to card {card}; part {part}, ticket {order}.",
    "login ok user={email} ip={ip} trace={uuid} build {version}",
  ],
};

const UNITED_KINGDOM: Country = {
  code: "GB",
  phones: [
    "020 7### ####",
    "07### ######",
    "(0161) ### ####",
    "+44 7### ######",
    "+44 (0)20 7### ####",
  ],
  barePhones: ["7### ######"],
  ...{ account: "????##############", date: "DD/MM/YYYY", decimal: ".", street: "## Station Road" },
  names: ["Oliver Clarke", "Siobhán Byrne", "Priya Shah"],
  mailDomains: ["example.co.uk", "nhs.example.org"],
  sentences: [
    "Please ring {phone} about parcel {order}, sort code 20-00-00.",
    "Paid from {iban} on {timestamp}, reference {part}.",
    "Patient (NHS {nhs}) wrote from {email}; NI number {nino}.",
  ],
};

const GERMANY: Country = {
  code: "DE",
  phones: ["030 X#######", "0171/#######", "(089) X#####", "+49 15# ########", "+49 (0)30 X######"],
  barePhones: ["030X#######"],
  ...{ account: "##################", date: "DD.MM.YYYY", decimal: ",", street: "Hauptstraße ##" },
  names: ["Jörg Müller", "Anneliese Groß", "Mehmet Yılmaz"],
  mailDomains: ["example.de", "bücher.example"],
  sentences: [
    "Rückruf unter {phone} erbeten, Auftrag {order} vom {timestamp}.",
    "Bitte {decimal} EUR auf {iban} überweisen, Steuer-ID {taxid}.",
    "Anmeldung von {ip} für {email}, Prüfsumme {hash}.",
  ],
};

const FRANCE: Country = {
  code: "FR",
  phones: ["0X ## ## ## ##", "0X.##.##.##.##", "+33 X ## ## ## ##", "+33X########"],
  barePhones: ["0X########"],
  ...{
    account: "##########***********##",
    date: "DD/MM/YYYY",
    decimal: ",",
    street: "## rue de l'Église",
  },
  names: ["Chloé Dubois", "Jean-Luc Lefèvre", "Fatou Diallo"],
  mailDomains: ["example.fr", "courriel.example"],
  sentences: [
    "Rappeler le {phone} au sujet de la commande {order}.",
    "Virement depuis {iban}, pièce {part}, {decimal} €.",
    "N° de sécurité sociale {nir}, courriel {email}.",
  ],
};

const SPAIN: Country = {
  code: "ES",
  phones: ["+34 6## ### ###", "+346########", "+34 91 ### ## ##"],
  barePhones: ["6## ### ###", "91 ### ## ##"],
  ...{
    account: "####################",
    date: "DD/MM/YYYY",
    decimal: ",",
    street: "Calle Mayor ##",
  },
  names: ["Íñigo Núñez", "María José García", "Aitor Etxeberria"],
  mailDomains: ["example.es", "correo.example.com"],
  sentences: [
    "Llamar al {phone}, pedido {order} del {timestamp}.",
    "DNI {dni}, cargo en {iban} de {decimal} EUR.",
    "Acceso de {email} desde {ip} (versión {version}).",
  ],
};

const ITALY: Country = {
  code: "IT",
  phones: ["+39 3## #######", "+39 06 ########", "0461 X#####"],
  barePhones: ["3## #######", "06 X#######"],
  ...{
    account: "?######################",
    date: "DD/MM/YYYY",
    decimal: ",",
    street: "Via Roma ##",
  },
  names: ["Niccolò D'Angelo", "Giulia Ferrari", "Zoë Conti"],
  mailDomains: ["example.it", "posta.example.it"],
  sentences: [
    "Richiamare {phone} per l'ordine {order}.",
    "Codice fiscale {codice}, addebito su {iban}.",
    "Carta {card} rifiutata il {timestamp}, articolo {part}.",
  ],
};

const NETHERLANDS: Country = {
  code: "NL",
  phones: ["+31 6 ########", "020 ### ####", "+31 (0)20 ### ####"],
  barePhones: ["06-########", "06 ########"],
  ...{ account: "????##########", date: "DD-MM-YYYY", decimal: ",", street: "Dorpsstraat ##" },
  names: ["Joris van der Berg", "Saskia de Wit", "Yusuf Kaya"],
  mailDomains: ["example.nl", "post.example.nl"],
  sentences: [
    "Terugbellen op {phone} over bestelling {order}.",
    "BSN {bsn}, rekening {iban}, bedrag {decimal}.",
    "Sessie {uuid} van {ip}, gebruiker {email}.",
  ],
};

const AUSTRIA: Country = {
  code: "AT",
  phones: ["+43 664 #######", "0664 #######", "+43 1 X######"],
  barePhones: ["01 X######"],
  ...{ account: "################", date: "DD.MM.YYYY", decimal: ",", street: "Ringstraße ##" },
  names: ["Gerda Huber", "Lukas Pöltl", "Ana Kovačević"],
  mailDomains: ["example.at", "firma.example.at"],
  sentences: [
    "Kundin unter {phone} erreichbar, Beleg {order}.",
    "UID {vat}, Konto {iban}, Betrag {decimal}.",
    "Gerät {version} an {ip}, Prüfsumme {hash}.",
  ],
};

const SWITZERLAND: Country = {
  code: "CH",
  phones: ["+41 79 ### ## ##", "+41 44 ### ## ##"],
  barePhones: ["079 ### ## ##"],
  ...{
    account: "#####************",
    date: "DD.MM.YYYY",
    decimal: ".",
    street: "Bahnhofstrasse ##",
  },
  names: ["Urs Zürcher", "Léa Favre", "Reto Bianchi"],
  mailDomains: ["example.ch", "post.example.ch"],
  sentences: [
    "Erreichbar unter {phone}, AHV {ahv}.",
    "Zahlung auf {iban} zu {timestamp}, Teil {part}.",
    "Meldung von {email}: Fehler in {version}, {uuid}",
  ],
};

const BRAZIL: Country = {
  code: "BR",
  phones: ["+55 11 9####-####", "+55 21 3###-####"],
  barePhones: ["(11) 9####-####"],
  ...{
    account: "#######################?*",
    date: "DD/MM/YYYY",
    decimal: ",",
    street: "Rua das Flores ##",
  },
  names: ["João Gonçalves", "Ana Conceição", "Thiago Araújo"],
  mailDomains: ["example.com.br", "correio.example"],
  sentences: [
    "Ligar para {phone}, pedido {order} de {timestamp}.",
    "CPF {cpf}, empresa {cnpj}, valor {decimal}.",
    "Cartão {card} recusado, e-mail {email}.",
  ],
};

const INDIA: Country = {
  code: "IN",
  phones: ["+91 98### #####", "+91-98########"],
  barePhones: ["98### #####", "98########"],
  ...{ account: "", date: "DD-MM-YYYY", decimal: ".", street: "## MG Road" },
  names: ["Ananya Iyer", "Rahul Nair", "Zoya Khan"],
  mailDomains: ["example.in", "mail.example.co.in"],
  sentences: [
    "Customer reachable at {phone}, Aadhaar {aadhaar}.",
    "Card {card} charged {decimal} for order {order}.",
    "Login by {email} from {ip}, commit {hash}.",
  ],
};

const CANADA: Country = {
  code: "CA",
  phones: ["(N##) N##-####", "N##-N##-####", "+1 (N##) N##-####"],
  barePhones: ["N##N######"],
  ...{ account: "", date: "YYYY-MM-DD", decimal: ".", street: "## rue Sainte-Catherine" },
  names: ["Benoît Tremblay", "Aiyana Cardinal", "Grace Liu"],
  mailDomains: ["example.ca", "courrier.example.ca"],
  sentences: [
    "Call {phone} before noon, SIN {sin}.",
    "Carte {card}, commande {order}, {decimal} $.",
    "Session {uuid} opened by {email} at {timestamp} from {ip}.",
  ],
};

export const COUNTRIES: readonly Country[] = [
  ...[UNITED_STATES, UNITED_KINGDOM, GERMANY, FRANCE, SPAIN, ITALY],
  ...[NETHERLANDS, AUSTRIA, SWITZERLAND, BRAZIL, INDIA, CANADA],
];
