### Names, definitions and cautions of the KPIs, in Dutch.
### Impersonal style, no `u` or `je`. `Bezettingsgraad` is occupancy only, `benuttingsgraad` is utilisation only.

## Contacts and how they were answered

kpi-contacts-offered = Aangeboden contacten
    .short = Aangeboden
    .definition = Aantal inkomende contacten dat in een wachtrij is binnengekomen, beantwoord of niet. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Aangeboden contacten zijn niet hetzelfde als de vraag van klanten: wie de wachtrij nooit bereikt, ontbreekt, en wie het nog eens probeert, telt opnieuw mee.

kpi-contacts-handled = Afgehandelde contacten
    .short = Afgehandeld
    .definition = Aantal inkomende contacten dat door een agent is beantwoord en is afgerond. Een doorverbonden contact telt één keer. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Het aantal zegt niets over hoe moeilijk de vragen waren of hoe goed ze zijn beantwoord. Een contact dat over middernacht heen loopt, is op de ene dag aangeboden en op de volgende afgehandeld; de twee aantallen van een dag hoeven dus niet gelijk te zijn.

kpi-contacts-abandoned = Afgehaakte contacten
    .short = Afgehaakt
    .definition = Aantal inkomende contacten waarbij de klant heeft afgehaakt voordat een agent antwoordde. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Klanten die al na enkele seconden afhaken, tellen ook mee; soms was het een verkeerd nummer of gaf een meldtekst het antwoord al.

kpi-answer-rate = Beantwoordingspercentage
    .short = Beantwoord
    .definition = Door een agent beantwoorde inkomende contacten, gedeeld door alle aangeboden inkomende contacten. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Een hoog percentage laat niet zien hoe lang klanten hebben gewacht, en ook niet of ze zijn geholpen. Lees het samen met het servicelevel.

kpi-abandonment-rate = Afhaakpercentage
    .short = Afhaakpercentage
    .definition = Inkomende contacten waarbij de klant heeft afgehaakt voordat er werd geantwoord, gedeeld door alle aangeboden inkomende contacten. Elk afgehaakt contact telt, hoe kort de wachttijd ook was. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Ook zeer korte contacten, zoals verkeerd gekozen nummers, tellen mee. Hoe snel klanten afhaken, hangt ook af van meldteksten en van de reden van het contact; lees het percentage samen met de wachttijd en het servicelevel.

# $threshold_seconds_text (String) - the threshold with its unit, such as "20 seconden"
kpi-service-level = Servicelevel
    .short = Servicelevel
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord, gedeeld door alle aangeboden inkomende contacten. Afgehaakte contacten blijven in de noemer. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Is de grenswaarde eenmaal voorbij, dan maakt het voor het cijfer niet meer uit of een klant nog één of nog tien minuten wacht; lees het samen met de gemiddelde wachttijd tot beantwoording. Andere systemen laten afgehaakte contacten weg: alleen cijfers met dezelfde definitie zijn te vergelijken.

kpi-asa = Gemiddelde wachttijd tot beantwoording (ASA)
    .short = ASA
    .definition = Wachttijd van de beantwoorde inkomende contacten, gedeeld door het aantal van die contacten. De wachttijd loopt van binnenkomst in de wachtrij tot beantwoording. Een contact telt mee op de dag waarop het is beantwoord.
    .caution = Klanten die hebben afgehaakt, tellen niet mee; het cijfer kan er dus beter uitzien naarmate er meer afhaken. Een gemiddelde verbergt bovendien de enkeling die heel lang heeft gewacht. Lees het samen met het afhaakpercentage.

## Handling

kpi-aht = Gemiddelde afhandeltijd (AHT)
    .short = AHT
    .definition = Tijd die agents aan afgehandelde contacten hebben besteed, inkomend en uitgaand, gedeeld door het aantal van die contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = De AHT is achtergrond voor de planning, nooit een doel op zich. Een lage AHT kan betekenen dat agents gehaast werken en klanten moeten terugkomen; een hoge dat de vragen lastiger zijn of de agents nieuw. Lees de AHT samen met de oplossing bij eerste contact en de klanttevredenheid.

kpi-aht-v1 =
    .definition = Gesprekstijd en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. Wachtstandtijd telt niet mee. Een contact telt mee op de dag waarop het is geëindigd.

kpi-aht-v2 =
    .definition = Gesprekstijd, wachtstandtijd en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. De wachttijd in de wachtrij telt niet mee. Een contact telt mee op de dag waarop het is geëindigd.

# Shown where a report explains the change from version 1 to version 2.
kpi-aht-v2-reason = Wachtstandtijd hoort bij het afhandelen van een contact. Zonder die tijd bleef buiten beeld hoe lang de klant in de wacht stond terwijl de agent het antwoord zocht.

kpi-transfer-rate = Doorverbindpercentage
    .short = Doorverbonden
    .definition = Afgehandelde inkomende contacten die minstens één keer zijn doorverbonden, gedeeld door alle afgehandelde inkomende contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Niet elke keer doorverbinden is een fout: een specialist kan de kortste weg naar het antwoord zijn. Moeten agents doorverbinden vermijden, dan daalt het percentage terwijl vragen onopgelost blijven. Lees het samen met de oplossing bij eerste contact.

kpi-utilisation = Benuttingsgraad (utilization)
    .short = Benuttingsgraad
    .definition = Gesprekstijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door de betaalde diensttijd van de agents. Contacten tellen mee op de dag waarop ze zijn geëindigd, diensten op hun eigen datum.
    .caution = Niet te verwarren met de bezettingsgraad: wachtstandtijd en nawerktijd tellen niet mee. Een heel laag cijfer wijst op een te ruim rooster, een heel hoog cijfer op overbelasting. Kleine centra, nachtdiensten en meerdere kanalen drukken het cijfer; hoger is dus niet beter.

kpi-handle-utilisation = Benuttingsgraad op afhandeltijd (utilization)
    .short = Benutting (AHT)
    .definition = Gesprekstijd, wachtstandtijd en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door de betaalde werktijd van de agents. Contacten tellen mee op de dag waarop ze zijn geëindigd, diensten op hun eigen datum.
    .caution = Niet te verwarren met de bezettingsgraad, die hetzelfde werk alleen door de ingelogde tijd deelt en dus minstens even hoog is. Een heel laag cijfer is niet gezond, een heel hoog cijfer evenmin.

kpi-occupancy = Bezettingsgraad (occupancy)
    .short = Bezettingsgraad
    .definition = Gesprekstijd, wachtstandtijd en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door de tijd dat agents waren ingelogd. Contacten tellen mee op de dag waarop ze zijn geëindigd, diensten op hun eigen datum.
    .caution = Niet te verwarren met de benuttingsgraad, die door de betaalde tijd deelt. De bezettingsgraad volgt uit personeelsplanning en volume, niet uit inzet; blijft hij hoog, dan is er tussen contacten geen rust. Wie meerdere chats tegelijk afhandelt, kan boven de honderd procent uitkomen.

## Quality

kpi-fcr = Oplossing bij eerste contact (FCR)
    .short = FCR
    .definition = Afgehandelde inkomende contacten die de agent heeft gemarkeerd als opgelost bij het eerste contact, gedeeld door alle afgehandelde inkomende contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = De markering van de agent beslist, niet het oordeel van de klant: of de klant met dezelfde vraag is teruggekomen, is hier niet te zien. Bij weinig contacten op een dag verschuift het cijfer al sterk door een paar markeringen.

kpi-csat = Klanttevredenheid (CSAT)
    .short = CSAT
    .definition = Reacties op de enquête met een score van 4 of 5 op een schaal van 5, gedeeld door alle reacties met een score. Een reactie telt mee op de dag waarop ze is gegeven.
    .caution = Alleen wie reageert, is gehoord: vaak de zeer tevreden en de zeer ontevreden klanten. Bij weinig reacties verschuift één reactie het cijfer al met enkele punten.

## Tickets

kpi-backlog = Werkvoorraad
    .short = Werkvoorraad
    .definition = Aantal tickets dat aan het einde van de periode nieuw, open, in afwachting of heropend is, volgens de lokale tijd van de locatie. Opgeloste en gesloten tickets tellen niet mee.
    .caution = Een telling op één moment: ze laat niet zien hoe oud de tickets zijn, en tickets die op de klant wachten, zitten erbij. Lees het cijfer samen met het volume en de eerste reactietijd.

kpi-frt-median = Mediaan van de eerste reactietijd (FRT)
    .short = FRT (mediaan)
    .definition = Mediaan van de tijd tussen het aanmaken van een ticket en de eerste openbare reactie van een agent: de helft van de reacties kwam sneller. De klok loopt dag en nacht door. Een ticket telt mee op de dag van die reactie; tickets zonder reactie tellen niet mee.
    .caution = Tickets die nog op een reactie wachten, ontbreken; het cijfer kan er dus goed uitzien terwijl oude tickets zich opstapelen. Een snelle eerste reactie is nog geen oplossing, en de langzaamste helft kan veel langer hebben gewacht. Lees het cijfer samen met de werkvoorraad en de klanttevredenheid.
