### Further KPIs of the catalogue: names, definitions and cautions, in Dutch.

## Service level and abandonment by other formulas

# $threshold_seconds_text (String)
kpi-service-level-positive = Servicelevel, op tijd afgehaakt telt als gehaald
    .short = SL positief
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord of afgehaakt, gedeeld door alle aangeboden inkomende contacten. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Klanten die vroeg zijn afgehaakt, tellen mee alsof ze zijn geholpen.

# $threshold_seconds_text (String)
kpi-service-level-ignored = Servicelevel, op tijd afgehaakt telt niet mee
    .short = SL genegeerd
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord, gedeeld door de aangeboden inkomende contacten zonder de contacten die binnen dezelfde tijd zijn afgehaakt. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Hoger dan het servicelevel over alle aangeboden contacten; alleen te vergelijken met cijfers volgens dezelfde formule.

# $threshold_seconds_text (String)
kpi-service-level-answered = Servicelevel van beantwoorde contacten
    .short = SL beantwoord
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord, gedeeld door alle beantwoorde inkomende contacten. Afgehaakte contacten tellen niet mee. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Hoe meer klanten afhaken, hoe beter het cijfer eruitziet. Lees het samen met het afhaakpercentage.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-short-credit = Servicelevel, kort afgehaakt telt als gehaald
    .short = SL kort afgehaakt
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord plus de contacten die in minder dan { $short_abandon_seconds_text } zijn afgehaakt, gedeeld door alle aangeboden inkomende contacten. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Niet elk kort afgehaakt contact is een verkeerd nummer; sommige klanten wachten gewoon niet.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-v2 =
    .definition = Inkomende contacten die binnen { $threshold_seconds_text } zijn beantwoord, gedeeld door de aangeboden inkomende contacten zonder de contacten die in minder dan { $short_abandon_seconds_text } zijn afgehaakt. Een contact telt mee op de dag waarop het is aangeboden.

# Shown where a report explains the change from version 1 to version 2.
kpi-service-level-v2-reason = Een klant die binnen enkele seconden ophangt, heeft vaak een verkeerd nummer gekozen of het antwoord al in een meldtekst gehoord; zo'n contact was met geen enkele bezetting op tijd te helpen.

# $short_abandon_seconds_text (String)
kpi-abandonment-rate-v2 =
    .definition = Inkomende contacten waarbij de klant heeft afgehaakt voordat er werd geantwoord, gedeeld door alle aangeboden inkomende contacten. Contacten die in minder dan { $short_abandon_seconds_text } zijn afgehaakt, blijven in teller en noemer weg. Een contact telt mee op de dag waarop het is aangeboden.
    .caution = Achter een kort afgehaakt contact kan een klant zitten die gewoon niet wacht, en die ontbreekt hier. Hoe snel klanten afhaken, hangt ook af van meldteksten en van de reden van het contact; lees het percentage samen met de wachttijd en het servicelevel.

# Shown where a report explains the change from version 1 to version 2.
kpi-abandonment-rate-v2-reason = Een klant die binnen enkele seconden ophangt, heeft vaak een verkeerd nummer gekozen of het antwoord al in een meldtekst gehoord. Zulke contacten zeggen weinig over het wachten.

## Parts of handling

kpi-aht-with-wait = Gemiddelde afhandeltijd met wachttijd (AHT)
    .short = AHT + wachttijd
    .definition = Gesprekstijd, wachttijd tot beantwoording en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. Wachtstandtijd telt niet mee. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Het cijfer mengt het wachten van de klant met het werk van de agent en stijgt dus ook bij een te krap rooster. Nooit een doel op zich.

kpi-att = Gemiddelde gesprekstijd
    .short = Gesprekstijd
    .definition = Gesprekstijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Achtergrond, geen doel: korter praten kan betere hulp zijn, maar ook een afgekapte vraag.

kpi-hold-time = Gemiddelde wachtstandtijd (hold)
    .short = Wachtstandtijd
    .definition = Wachtstandtijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten, ook die zonder wachtstand. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Veel contacten zonder wachtstand houden het gemiddelde laag; de enkele met een lange wachtstand vallen niet op.

kpi-acw = Gemiddelde nawerktijd (ACW)
    .short = ACW
    .definition = Nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Wie hierop drukt, krijgt het terug als slechte notities en herhaalcontacten.

kpi-minutes-per-contact = Minuten per contact
    .short = Min. per contact
    .definition = Gesprekstijd, wachtstandtijd en nawerktijd van afgehandelde contacten, inkomend en uitgaand, gedeeld door het aantal van die contacten. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Hetzelfde cijfer als de gemiddelde afhandeltijd met wachtstand, met dezelfde waarschuwing: nooit een doel op zich.

kpi-case-time = Doorlooptijd van een ticket
    .short = Doorlooptijd
    .definition = Tijd van het aanmaken van een ticket tot het definitief sluiten, gedeeld door het aantal gesloten tickets. Een ticket telt mee op de dag waarop het is gesloten.
    .caution = Niet te verwarren met de gemiddelde afhandeltijd: het meeste is wachten, geen werk.

kpi-aht-novice-ratio = Afhandeltijd van nieuwe agents ten opzichte van anderen
    .short = AHT nieuwe agents
    .definition = Gemiddelde afhandeltijd (gesprek, wachtstand en nawerk) van agents die aan het einde van het contact minder dan 90 dagen in dienst waren, gedeeld door die van alle andere agents, inkomend en uitgaand. Agents zonder bekende datum van indiensttreding tellen niet mee. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Nieuwe agents hebben meer tijd nodig; de verhouding dient planning en training, niet de beoordeling van mensen.

kpi-aht-nonnative-ratio = Afhandeltijd in een vreemde taal ten opzichte van andere contacten
    .short = AHT vreemde taal
    .definition = Gemiddelde afhandeltijd (gesprek, wachtstand en nawerk) van contacten die niet in de moedertaal van de agent zijn, gedeeld door die van alle andere contacten, inkomend en uitgaand. Contacten of agents zonder bekende taal tellen niet mee. Een contact telt mee op de dag waarop het is geëindigd.
    .caution = Een vreemde taal spreken kost meer tijd; de verhouding dient de planning, niet de beoordeling van mensen.

## Resolution and repeat contacts

# $window_days_text (String)
kpi-fcr-v2 =
    .definition = Afgehandelde inkomende contacten waarna de klant binnen { $window_days_text } geen nieuw inkomend contact over hetzelfde onderwerp met dezelfde locatie had, gedeeld door alle afgehandelde inkomende contacten. Contacten zonder bekende klant of bekend onderwerp tellen niet mee. Een contact telt mee op de dag waarop het is geëindigd; de waarde is pas bekend als die termijn voorbij is.
    .caution = Een klant kan terugkomen met een andere vraag over hetzelfde onderwerp, en wie het heeft opgegeven of elders heen ging, komt helemaal niet terug. Lees het cijfer samen met de klanttevredenheid.

# Shown where a report explains the change from version 1 to version 2.
kpi-fcr-v2-reason = De markering van de agent liet zien wat de agent dacht. Of de klant moest terugkomen, blijkt uit de contacten zelf.

# $window_days_text (String)
kpi-repeat-rate = Herhaalcontactpercentage
    .short = Herhaalcontact
    .definition = Inkomende contacten van klanten die in de voorgaande { $window_days_text } al een inkomend contact over hetzelfde onderwerp met dezelfde locatie hadden, gedeeld door alle inkomende contacten. Ook afgehaakte contacten tellen mee; contacten zonder bekende klant of bekend onderwerp niet. Een contact telt mee op de dag waarop het is aangeboden; de waarde is pas bekend als die termijn voorbij is.
    .caution = Een klant kan terugkomen met een andere vraag over hetzelfde onderwerp. Daalt de afhandeltijd terwijl dit cijfer stijgt, dan worden vragen afgekapt.

## Surveys

kpi-csat-mean = Klanttevredenheid, gemiddelde score (CSAT)
    .short = CSAT (gemiddeld)
    .definition = Som van de scores van 1 tot en met 5, gedeeld door het aantal reacties op de enquête met een score. Een reactie telt mee op de dag waarop ze is gegeven.
    .caution = Hetzelfde gemiddelde kan komen van tevreden klanten, of van een mengeling van verrukte en boze.

kpi-survey-response-rate = Responspercentage van de enquête
    .short = Respons
    .definition = Door de klant beantwoorde enquêtes, gedeeld door alle aangeboden enquêtes. Een enquête telt mee op de dag waarop ze is aangeboden.
    .caution = Hoe lager het percentage, hoe minder de enquêtecijfers voor alle klanten spreken.

kpi-ces = Customer Effort Score (CES)
    .short = CES
    .definition = Som van de scores voor moeite van 1 tot en met 7, gedeeld door het aantal reacties op de enquête met zo'n score. Een reactie telt mee op de dag waarop ze is gegeven.
    .caution = Schalen verschillen per enquête: ga na of een hoge score weinig of veel moeite betekent.

kpi-nps = Net Promoter Score (NPS)
    .short = NPS
    .definition = Reacties met een 9 of 10 min reacties met een 0 tot en met 6, gedeeld door alle reacties van 0 tot en met 10, in punten van -100 tot 100. Een reactie telt mee op de dag waarop ze is gegeven.
    .caution = Het cijfer gaat eerder over het bedrijf als geheel dan over het contact, en springt bij kleine aantallen.

## Tickets

kpi-frt = Eerste reactietijd (FRT)
    .short = FRT
    .definition = Tijd tussen het aanmaken van een ticket en de eerste openbare reactie van een agent, gedeeld door het aantal tickets met zo'n reactie. De klok loopt dag en nacht door. Een ticket telt mee op de dag van die reactie.
    .caution = Enkele heel oude tickets trekken het gemiddelde omhoog; lees het samen met de mediaan.

kpi-frt-p90 = Eerste reactietijd, 90e percentiel (FRT)
    .short = FRT (P90)
    .definition = De tijd waarbinnen negen van de tien eerste openbare reacties van een agent zijn gegeven, vanaf het aanmaken van het ticket. De klok loopt dag en nacht door. Een ticket telt mee op de dag van die reactie.
    .caution = Een op de tien klanten heeft langer gewacht, en tickets zonder reactie zitten er niet in.

kpi-frt-business = Eerste reactietijd binnen openingstijden (FRT)
    .short = FRT (open)
    .definition = Tijd tussen het aanmaken van een ticket en de eerste openbare reactie van een agent, alleen binnen de openingstijden van de locatie en de wachtrij, gedeeld door het aantal tickets met zo'n reactie. Zijn de openingstijden intussen gewijzigd, dan telt elk stuk tijd volgens de tijden die toen golden. Tickets zonder openingstijden tellen niet mee. Een ticket telt mee op de dag van die reactie.
    .caution = De klant wacht ook in de gesloten uren. Cijfers van locaties met verschillende openingstijden zijn niet te vergelijken.

kpi-resolution-time-median = Mediaan van de oplostijd, eerste oplossing (TTR)
    .short = TTR, eerste
    .definition = Mediaan van de tijd tussen het aanmaken van een ticket en de eerste keer dat het is opgelost. De klok loopt dag en nacht door. Een ticket telt mee op de dag waarop het voor het eerst is opgelost.
    .caution = Onopgeloste tickets tellen niet mee, en een eerste oplossing die later is heropend, telt als opgelost.

kpi-full-resolution-time-median = Mediaan van de oplostijd, definitieve oplossing (TTR)
    .short = TTR, definitief
    .definition = Mediaan van de tijd tussen het aanmaken van een ticket en de laatste keer dat het is opgelost. De klok loopt dag en nacht door. Een ticket telt mee op de dag waarop het voor het laatst is opgelost.
    .caution = Een heropend ticket verhuist naar een latere dag zodra het opnieuw is opgelost; cijfers van eerdere perioden kunnen dus veranderen.

kpi-resolution-time-business = Gemiddelde oplostijd binnen openingstijden, eerste oplossing (TTR)
    .short = TTR (open)
    .definition = Tijd tussen het aanmaken van een ticket en de eerste keer dat het is opgelost, alleen binnen de openingstijden van de locatie en de wachtrij, gedeeld door het aantal opgeloste tickets. Zijn de openingstijden intussen gewijzigd, dan telt elk stuk tijd volgens de tijden die toen golden. Tickets zonder openingstijden tellen niet mee. Een ticket telt mee op de dag waarop het voor het eerst is opgelost.
    .caution = De klant wacht ook in de gesloten uren, en onopgeloste tickets tellen niet mee. Cijfers van locaties met verschillende openingstijden zijn niet te vergelijken.

kpi-resolution-rate = Oplossingspercentage
    .short = Oplossing
    .definition = In de periode aangemaakte tickets die nu opgelost of gesloten zijn, gedeeld door alle tickets die in die periode zijn aangemaakt. Een ticket telt mee op de dag waarop het is aangemaakt.
    .caution = De nieuwste tickets hebben de minste tijd gehad, dus recente cijfers stijgen nog, en een heropend ticket verlaagt een eerder cijfer. Niet te verwarren met de oplossing bij eerste contact.

kpi-reopen-rate = Heropeningspercentage
    .short = Heropend
    .definition = Opgeloste tickets die minstens één keer zijn heropend, gedeeld door alle opgeloste tickets. Een ticket telt één keer mee, op de dag waarop het voor het eerst is opgelost.
    .caution = Een bedankje van de klant kan een ticket al heropenen, en recente tickets kunnen nog worden heropend.

kpi-backlog-age-median = Mediaan van de leeftijd van de werkvoorraad
    .short = Ouderdom voorraad
    .definition = Mediaan van de tijd sinds het aanmaken van de tickets die aan het einde van de periode nieuw, open, in afwachting of heropend zijn.
    .caution = Een golf nieuwe tickets maakt de werkvoorraad jonger zonder dat er één oud ticket is opgelost.

# $urgent_seconds_text, $high_seconds_text, $normal_seconds_text, $low_seconds_text (String)
kpi-sla-met = Reacties binnen doel (SLA)
    .short = SLA gehaald
    .definition = Eerste reacties die binnen hun doel zijn gegeven, gedeeld door alle verschuldigde eerste reacties. Het doel is { $urgent_seconds_text } aan openingstijd bij de prioriteit urgent, { $high_seconds_text } bij hoog, { $normal_seconds_text } bij normaal en { $low_seconds_text } bij laag; een ticket zonder prioriteit geldt als normaal. Een reactie is verschuldigd zodra zij is gegeven of het doel is verstreken. Een ticket telt mee op de dag waarop het is aangemaakt, met het doel van die dag.
    .caution = Of een doel met een minuut of met een dag is gemist, is hier niet te zien. Bewaart de bron alleen de huidige prioriteit, dan verandert een nieuwe prioriteit ook eerdere cijfers.

## Volume, cost and planning

kpi-contacts-per-agent-month = Contacten per agent per maand
    .short = Contacten/agent
    .definition = Afgehandelde contacten van een maand, inkomend en uitgaand, gedeeld door het aantal agents dat er minstens één heeft afgehandeld. In een langere periode telt een agent één keer voor elke zulke maand. Een contact telt mee in de maand waarin het is geëindigd.
    .caution = Deeltijders en voltijders tellen even zwaar, en lastige vragen tellen als makkelijke.

kpi-cost-per-contact = Kosten per contact
    .short = Kosten/contact
    .definition = Kosten van een maand, gedeeld door de in die maand afgehandelde contacten, inkomend en uitgaand, in de valuta van de locatie. Maanden zonder bekende kosten tellen niet mee, en locaties met verschillende valuta hebben geen gezamenlijk cijfer.
    .caution = Goedkope contacten die moeten worden overgedaan, zijn niet goedkoop. Welke kosten meetellen, verschilt per locatie.

# $target_permille_text, $max_occupancy_permille_text, $shrinkage_permille_text ("80%"), $threshold_seconds_text (String)
kpi-required-agents = Benodigde agents
    .short = Benodigde agents
    .definition = Aantal agents dat volgens Erlang C nodig is om { $target_permille_text } van de contacten binnen { $threshold_seconds_text } te beantwoorden, bij een bezettingsgraad van hoogstens { $max_occupancy_permille_text }, naar boven afgerond na een shrinkage van { $shrinkage_permille_text }. Het wordt per half uur, locatie en skill bepaald uit de inkomende contacten en hun afhandeltijd; locaties en skills worden opgeteld, halve uren met contacten gemiddeld.
    .caution = De formule gaat ervan uit dat niemand afhaakt en vraagt dus eerder te veel agents. Een gemiddelde verbergt de drukste halve uren, en kleine teams hebben in elke skill reserve nodig.

# $threshold_seconds_text (String)
kpi-expected-service-level = Verwacht servicelevel
    .short = Verwacht SL
    .definition = Aandeel inkomende contacten dat volgens Erlang C binnen { $threshold_seconds_text } wordt beantwoord, op basis van de contacten, hun afhandeltijd en de agents in dienst per half uur. Halve uren tellen naar hun contacten; zijn er te weinig agents voor de belasting, dan wordt geen contact op tijd verwacht.
    .caution = Een schatting die uitgaat van een gelijkmatige aanvoer zonder afhaken en zonder pauzes; het werkelijke cijfer wijkt af, vooral bij kleine teams.

## Parameters and keys

parameter-urgent-seconds = Doel bij prioriteit urgent
parameter-high-seconds = Doel bij prioriteit hoog
parameter-normal-seconds = Doel bij prioriteit normaal
parameter-low-seconds = Doel bij prioriteit laag
parameter-target-permille = Aandeel dat op tijd wordt beantwoord
parameter-max-occupancy-permille = Hoogste bezettingsgraad
parameter-shrinkage-permille = Shrinkage

dimension-currency = Valuta
