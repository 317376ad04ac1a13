package dev.reviewgate.callback;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Knows a column of personal data by its name, in the languages that column names are often written in. */
final class PersonalNames {
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("[^\\p{L}]+|(?<=\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})");

    /** Words that make a column personal wherever they stand in its name. */
    private static final Set<String> WORDS = Set.of(
            // who
            "firstname",
            "lastname",
            "surname",
            "forename",
            "fullname",
            "nickname",
            "username",
            "login",
            "initials",
            "vorname",
            "nachname",
            "familienname",
            "prenom",
            "prénom",
            "nombre",
            "apellido",
            "apellidos",
            "cognome",
            "nome",
            // where
            "address",
            "addr",
            "street",
            "straße",
            "strasse",
            "hausnummer",
            "adresse",
            "direccion",
            "dirección",
            "indirizzo",
            "zip",
            "zipcode",
            "postcode",
            "postal",
            "plz",
            "latitude",
            "longitude",
            "geolocation",
            // how to reach
            "email",
            "mail",
            "emails",
            "phone",
            "phones",
            "telephone",
            "tel",
            "mobile",
            "cell",
            "fax",
            "telefon",
            "telefono",
            "teléfono",
            "handy",
            "mobil",
            "whatsapp",
            "ip",
            "ipaddress",
            "imei",
            // born and died
            "birth",
            "birthday",
            "birthdate",
            "birthplace",
            "dob",
            "born",
            "geburtsdatum",
            "geburtstag",
            "geburtsort",
            "geboren",
            "naissance",
            "nacimiento",
            "nascita",
            // numbers that stand for a person or their money
            "ssn",
            "passport",
            "iban",
            "bic",
            "pan",
            "creditcard",
            "cardnumber",
            "taxid",
            "steuernummer",
            "steuerid",
            "licence",
            "license",
            "nino",
            "salary",
            "income",
            "gehalt",
            "einkommen",
            "password",
            "secret",
            // what they are and what they say
            "gender",
            "sex",
            "geschlecht",
            "religion",
            "ethnicity",
            "nationality",
            "marital",
            "diagnosis",
            "disability",
            "comment",
            "comments",
            "note",
            "notes",
            "remark",
            "remarks",
            "message",
            "bemerkung",
            "notiz",
            "kommentar",
            "signature");

    /** Words that are personal by themselves, and not beside the thing whose name they are. */
    private static final Set<String> NAMES = Set.of("name", "names", "nom", "naam");

    private static final Set<String> THINGS = Set.of(
            "product",
            "item",
            "article",
            "sku",
            "file",
            "column",
            "field",
            "table",
            "category",
            "country",
            "region",
            "state",
            "brand",
            "campaign",
            "event",
            "plan",
            "model",
            "class",
            "unit",
            "currency",
            "department",
            "shop",
            "store",
            "warehouse",
            "channel",
            "segment",
            "group",
            "metric",
            "host",
            "domain",
            "source",
            "feed",
            "job");

    private PersonalNames() {}

    static boolean match(String column) {
        List<String> words = BETWEEN_WORDS
                .splitAsStream(column)
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
        return words.stream().anyMatch(WORDS::contains)
                || (words.stream().anyMatch(NAMES::contains) && words.stream().noneMatch(THINGS::contains))
                || WORDS.contains(String.join("", words));
    }
}
