//! Names, towns and legal forms by country, from which the crowd is drawn.

use crate::ids::Dice;

/// What people and businesses of one country are called.
pub(super) struct Land {
    pub(super) code: &'static str,
    first: &'static [&'static str],
    last: &'static [&'static str],
    /// Town and postal code.
    pub(super) towns: &'static [(&'static str, &'static str)],
    street: &'static str,
    craft: &'static [&'static str],
    /// Business, organisation.
    forms: (&'static str, &'static str),
}

#[rustfmt::skip]
pub(super) const LANDS: [Land; 14] = [
    Land { code: "FR", first: &["Aurélien", "Chloé", "Gaëlle", "François", "Maëlys", "Théo", "Zoé", "Noémie", "Clément", "Solène"],
        last: &["Lefèvre", "Bélanger", "Gauthier", "Desrosiers", "Müller-Lacombe", "d’Estrée", "Cœurdassier", "Le Goff"],
        towns: &[("Nantes", "44000"), ("Lyon", "69002"), ("Saint-Étienne", "42000"), ("Besançon", "25000")], street: "rue du Port",
        craft: &["Ébénisterie", "Céramique", "Verrerie", "Maroquinerie", "Tissage"], forms: ("SARL", "Association") },
    Land { code: "DE", first: &["Jürgen", "Käthe", "Sören", "Anneliese", "Björn", "Lieselotte", "Günther", "Mareike"],
        last: &["Schäfer", "Weiß", "Großmann", "Böhm", "Freifrau von Hohenlohe-Waldenburg-Schillingsfürst", "Kühn", "Jäger"],
        towns: &[("Köln", "50667"), ("München", "80331"), ("Görlitz", "02826"), ("Lüneburg", "21335")], street: "Lindenstraße",
        craft: &["Tischlerei", "Töpferei", "Glasbläserei", "Weberei", "Buchbinderei"], forms: ("GmbH", "Verein") },
    Land { code: "ES", first: &["Íñigo", "Begoña", "Martín", "Lucía", "Ángel", "Nuria", "Óscar", "Inmaculada"],
        last: &["Núñez Cañizares", "Ibáñez", "Muñoz de la Peña", "Gutiérrez", "Zubizarreta", "Peñarroya", "López-Ibor"],
        towns: &[("Cádiz", "11001"), ("León", "24001"), ("Logroño", "26001"), ("Barcelona", "08002")], street: "calle Mayor",
        craft: &["Alfarería", "Carpintería", "Cestería", "Forja", "Telares"], forms: ("SL", "Asociación") },
    Land { code: "IT", first: &["Niccolò", "Beatrice", "Giosuè", "Chiara", "Lorenzo", "Ludovica", "Matteo"],
        last: &["D’Angelo", "Esposito", "De Santis", "Ferrari", "Lo Presti", "Dell’Acqua", "Bonfiglioli"],
        towns: &[("Faenza", "48018"), ("Lecce", "73100"), ("Forlì", "47121"), ("Torino", "10121")], street: "via Garibaldi",
        craft: &["Ceramiche", "Falegnameria", "Vetreria", "Pelletteria", "Tessitura"], forms: ("Srl", "Associazione") },
    Land { code: "PT", first: &["João", "Conceição", "António", "Mafalda", "Simão", "Graça"],
        last: &["Gonçalves", "Magalhães", "Brandão", "Vasconcelos e Sá", "Leitão", "Simões"],
        towns: &[("Évora", "7000-508"), ("Guimarães", "4800-412"), ("Lisboa", "1100-148")], street: "rua da Olaria",
        craft: &["Olaria", "Cortiça", "Vidros", "Marcenaria", "Azulejos"], forms: ("Lda", "Associação") },
    Land { code: "NL", first: &["Joost", "Anneke", "Daniël", "Fleur", "Maarten", "Noëlle", "Thijs"],
        last: &["van den Broek", "Dijkstra", "de Groot", "van ’t Hoff", "Koopmans", "ter Braak"],
        towns: &[("Utrecht", "3511 LN"), ("Groningen", "9711 KB"), ("’s-Hertogenbosch", "5211 JX")], street: "Oudegracht",
        craft: &["Houtwerk", "Keramiek", "Glasatelier", "Leerbewerking", "Weverij"], forms: ("BV", "Vereniging") },
    Land { code: "BE", first: &["Maïté", "Wannes", "Élodie", "Joris", "Anaïs", "Stijn"],
        last: &["Vanderstraeten", "Peeters", "Dewaële", "Claes", "Van Overstraeten", "Lambrecht"],
        towns: &[("Gent", "9000"), ("Liège", "4000"), ("Leuven", "3000")], street: "Veldstraat",
        craft: &["Textiel", "Meubelatelier", "Glaswerk", "Kantwerk"], forms: ("BV", "VZW") },
    Land { code: "SE", first: &["Åsa", "Björn", "Göran", "Märta", "Örjan", "Ylva"],
        last: &["Sjögren", "Ångström", "Björklund", "Öberg", "Lindström", "Hägglund"],
        towns: &[("Malmö", "211 20"), ("Göteborg", "411 05"), ("Växjö", "352 30")], street: "Storgatan",
        craft: &["Snickeri", "Keramik", "Glasbruk", "Väveri", "Smide"], forms: ("AB", "Förening") },
    Land { code: "PL", first: &["Łukasz", "Małgorzata", "Paweł", "Żaneta", "Michał", "Agnieszka"],
        last: &["Wiśniewski", "Dąbrowska", "Błaszczykowski", "Świątek", "Żółkiewska", "Grzegorzewicz"],
        towns: &[("Łódź", "90-001"), ("Kraków", "31-042"), ("Gdańsk", "80-828")], street: "ulica Długa",
        craft: &["Stolarnia", "Ceramika", "Szkło", "Tkalnia", "Kuźnia"], forms: ("Sp. z o.o.", "Stowarzyszenie") },
    Land { code: "CZ", first: &["Bořivoj", "Zdeňka", "Ondřej", "Kateřina", "Šimon", "Jiřina"],
        last: &["Dvořák", "Čermáková", "Němec", "Růžička", "Šťastná", "Kučera"],
        towns: &[("Plzeň", "301 00"), ("Brno", "602 00"), ("Jablonec nad Nisou", "466 01")], street: "Husova",
        craft: &["Sklo", "Keramika", "Truhlářství", "Kovářství"], forms: ("s.r.o.", "Spolek") },
    Land { code: "HU", first: &["Ágnes", "Gergő", "Zsófia", "Örs", "Lőrinc", "Tünde"],
        last: &["Szűcs", "Kőműves", "Horváth", "Fehérváry", "Lőrincz", "Győri"],
        towns: &[("Pécs", "7621"), ("Győr", "9021"), ("Szeged", "6720")], street: "Kossuth utca",
        craft: &["Asztalosműhely", "Kerámia", "Üvegműves", "Kékfestő"], forms: ("Kft.", "Egyesület") },
    Land { code: "IE", first: &["Caoimhe", "Pádraig", "Siobhán", "Oisín", "Róisín", "Cillian"],
        last: &["Ó Briain", "Ní Dhomhnaill", "Fitzgerald", "MacCarthaigh", "Byrne", "O’Leary"],
        towns: &[("Galway", "H91 E2K5"), ("Cork", "T12 W8KP"), ("Kilkenny", "R95 X2NT")], street: "Quay Street",
        craft: &["Woodcraft", "Pottery", "Weaving Mill", "Glassworks"], forms: ("Ltd", "Society") },
    Land { code: "GB", first: &["Rhiannon", "Alasdair", "Gwenllïan", "Hamish", "Imogen", "Siôn"],
        last: &["Featherstonehaugh", "MacGillivray", "Llewelyn-Davies", "Ashworth", "Pryce", "Cholmondeley"],
        towns: &[("Stoke-on-Trent", "ST1 1HH"), ("Dundee", "DD1 4HN"), ("Swansea", "SA1 3SN")], street: "High Street",
        craft: &["Ceramics", "Joinery", "Bookbinders", "Slateworks"], forms: ("Ltd", "Society") },
    Land { code: "FI", first: &["Päivi", "Jyrki", "Äänekki", "Sanna", "Väinö", "Eeva-Liisa"],
        last: &["Mäkinen", "Hämäläinen", "Järvinen", "Yli-Hankala", "Korhonen", "Pöyhönen"],
        towns: &[("Jyväskylä", "40100"), ("Turku", "20100"), ("Iittala", "14500")], street: "Kauppakatu",
        craft: &["Puusepät", "Lasitehdas", "Kutomo", "Keramiikka"], forms: ("Oy", "Yhdistys") },
];

impl Land {
    pub(super) fn person(&self, dice: &mut Dice) -> (&'static str, &'static str) {
        (*dice.pick(self.first), *dice.pick(self.last))
    }

    pub(super) fn street(&self, dice: &mut Dice) -> String {
        format!("{} {}", self.street, 1 + dice.below(180))
    }

    /// A business's or an organisation's name.
    pub(super) fn firm(&self, kind: &str, family: &str, town: &str, dice: &mut Dice) -> String {
        let craft = dice.pick(self.craft);
        match kind {
            "SOLETRADER" => format!("{craft} {family}"),
            "PARTNERSHIP" => format!("{family} & Partner GbR"),
            "ORGANIZATION" => format!("{} {craft} {town}", self.forms.1),
            _ => format!("{craft} {family} {}", self.forms.0),
        }
    }
}

/// Lower-case ASCII for addresses: accents dropped, everything else a dash.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        let c = match c {
            'a'..='z' | '0'..='9' => c,
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => 'a',
            'ç' | 'č' | 'ć' => 'c',
            'ď' => 'd',
            'è' | 'é' | 'ê' | 'ë' | 'ě' | 'ę' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ł' => 'l',
            'ñ' | 'ň' | 'ń' => 'n',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ő' | 'ø' | 'œ' => 'o',
            'ř' => 'r',
            'š' | 'ś' | 'ß' => 's',
            'ť' => 't',
            'ù' | 'ú' | 'û' | 'ü' | 'ű' | 'ů' => 'u',
            'ý' => 'y',
            'ž' | 'ż' | 'ź' => 'z',
            '’' => continue,
            _ => '-',
        };
        if c != '-' || !out.ends_with('-') {
            out.push(c);
        }
    }
    out.trim_matches('-').to_owned()
}
