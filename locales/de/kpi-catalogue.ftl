### Further KPIs of the catalogue: names, definitions and cautions, in German.

## Service level and abandonment by other formulas

# $threshold_seconds_text (String)
kpi-service-level-positive = Servicelevel, rechtzeitig Abgebrochene zählen als erfüllt
    .short = SL positiv
    .definition = Innerhalb von { $threshold_seconds_text } angenommene oder abgebrochene eingehende Kontakte, geteilt durch alle eingegangenen Kontakte. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Früh abgebrochene Kontakte zählen so, als wäre geholfen worden.

# $threshold_seconds_text (String)
kpi-service-level-ignored = Servicelevel, rechtzeitig Abgebrochene bleiben außen vor
    .short = SL bereinigt
    .definition = Innerhalb von { $threshold_seconds_text } angenommene eingehende Kontakte, geteilt durch die eingegangenen Kontakte ohne die in derselben Zeit abgebrochenen. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Höher als der Servicelevel über alle eingegangenen Kontakte; nur mit Werten derselben Formel vergleichbar.

# $threshold_seconds_text (String)
kpi-service-level-answered = Servicelevel der angenommenen Kontakte
    .short = SL angenommen
    .definition = Innerhalb von { $threshold_seconds_text } angenommene eingehende Kontakte, geteilt durch alle angenommenen eingehenden Kontakte. Abgebrochene Kontakte bleiben außen vor. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Je mehr Kontakte abgebrochen werden, desto besser sieht der Wert aus. Zusammen mit der Abbruchquote lesen.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-short-credit = Servicelevel, kurze Abbrüche zählen als erfüllt
    .short = SL kurze Abbrüche
    .definition = Innerhalb von { $threshold_seconds_text } angenommene und nach weniger als { $short_abandon_seconds_text } abgebrochene eingehende Kontakte, zusammen geteilt durch alle eingegangenen Kontakte. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Nicht jeder kurze Abbruch ist eine falsch gewählte Nummer; manchmal wird einfach nicht gewartet.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-v2 =
    .definition = Innerhalb von { $threshold_seconds_text } angenommene eingehende Kontakte, geteilt durch die eingegangenen Kontakte ohne die nach weniger als { $short_abandon_seconds_text } abgebrochenen. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.

# Shown where a report explains the change from version 1 to version 2.
kpi-service-level-v2-reason = Wer nach wenigen Sekunden auflegt, hat oft eine falsche Nummer gewählt oder die Antwort schon in einer Ansage gehört; ein solcher Kontakt war mit keiner Besetzung rechtzeitig anzunehmen.

# $short_abandon_seconds_text (String)
kpi-abandonment-rate-v2 =
    .definition = Vor der Annahme abgebrochene eingehende Kontakte, geteilt durch alle eingegangenen Kontakte. Nach weniger als { $short_abandon_seconds_text } abgebrochene Kontakte bleiben in Zähler und Nenner außen vor. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Hinter einem kurzen Abbruch kann auch jemand stehen, der einfach nicht wartet, und das fehlt hier. Wie schnell abgebrochen wird, hängt auch von Ansagen und vom Anliegen ab; zusammen mit der Wartezeit und dem Servicelevel lesen.

# Shown where a report explains the change from version 1 to version 2.
kpi-abandonment-rate-v2-reason = Wer nach wenigen Sekunden auflegt, hat oft eine falsche Nummer gewählt oder die Antwort schon in einer Ansage gehört. Solche Kontakte sagen wenig über das Warten.

## Parts of handling

kpi-aht-with-wait = Durchschnittliche Bearbeitungszeit mit Wartezeit (AHT)
    .short = AHT mit Wartezeit
    .definition = Gesprächszeit, Wartezeit bis zur Annahme und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Die Haltezeit zählt nicht mit. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Der Wert vermischt Wartezeit und Arbeitszeit und steigt deshalb auch bei zu knapper Besetzung. Für sich allein nie ein Ziel.

kpi-att = Durchschnittliche Gesprächszeit
    .short = Gesprächszeit
    .definition = Gesprächszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Zur Einordnung, kein Ziel: Kürzere Gespräche können besser geführt oder abgeschnitten sein.

kpi-hold-time = Durchschnittliche Haltezeit (Hold)
    .short = Haltezeit
    .definition = Haltezeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte, auch derer ohne Haltezeit. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Viele Kontakte ohne Haltezeit drücken den Durchschnitt; die wenigen mit langer Haltezeit fallen nicht auf.

kpi-acw = Durchschnittliche Nachbearbeitungszeit (ACW)
    .short = ACW
    .definition = Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Unter Druck gesenkt, kehrt sie als lückenhafte Dokumentation und Wiederholkontakte zurück.

kpi-minutes-per-contact = Minuten pro Kontakt
    .short = Min. pro Kontakt
    .definition = Gesprächszeit, Haltezeit und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Derselbe Wert wie die durchschnittliche Bearbeitungszeit mit Haltezeit, mit demselben Vorbehalt: für sich allein nie ein Ziel.

kpi-case-time = Durchlaufzeit eines Vorgangs
    .short = Durchlaufzeit
    .definition = Zeit vom Anlegen eines Tickets bis zum endgültigen Schließen, geteilt durch die Anzahl der geschlossenen Tickets. Ein Ticket zählt an dem Tag, an dem es geschlossen wurde.
    .caution = Nicht mit der durchschnittlichen Bearbeitungszeit zu verwechseln: Das meiste davon ist Warten, nicht Arbeit.

kpi-aht-novice-ratio = Bearbeitungszeit neuer Agenten im Verhältnis zu anderen
    .short = AHT neue Agenten
    .definition = Durchschnittliche Bearbeitungszeit (Gespräch, Halten und Nachbearbeitung) der Agenten, die am Ende des Kontakts weniger als 90 Tage im Dienst waren, geteilt durch die aller anderen Agenten, eingehend und ausgehend. Agenten ohne bekanntes Eintrittsdatum bleiben außen vor. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Neue Agenten brauchen mehr Zeit; das Verhältnis dient Planung und Schulung, nicht der Beurteilung von Personen.

kpi-aht-nonnative-ratio = Bearbeitungszeit in einer Fremdsprache im Verhältnis zu anderen
    .short = AHT Fremdsprache
    .definition = Durchschnittliche Bearbeitungszeit (Gespräch, Halten und Nachbearbeitung) der Kontakte, die nicht in der Muttersprache des Agenten geführt wurden, geteilt durch die aller anderen Kontakte, eingehend und ausgehend. Kontakte oder Agenten ohne bekannte Sprache bleiben außen vor. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = In einer Fremdsprache dauert es länger; das Verhältnis dient der Planung, nicht der Beurteilung von Personen.

## Resolution and repeat contacts

# $window_days_text (String)
kpi-fcr-v2 =
    .definition = Bearbeitete eingehende Kontakte, denen innerhalb der Frist ({ $window_days_text }) kein weiterer eingehender Kontakt derselben Person zum selben Thema am selben Standort folgte, geteilt durch alle bearbeiteten eingehenden Kontakte. Kontakte ohne bekannte Person oder bekanntes Thema bleiben außen vor. Ein Kontakt zählt an dem Tag, an dem er geendet hat; der Wert steht erst fest, wenn diese Frist vorbei ist.
    .caution = Zum selben Thema kann es auch eine andere Frage geben, und wer aufgegeben hat, meldet sich gar nicht mehr. Zusammen mit der Kundenzufriedenheit lesen.

# Shown where a report explains the change from version 1 to version 2.
kpi-fcr-v2-reason = Die Kennzeichnung zeigte, was der Agent annahm. Ob dasselbe Anliegen wiederkam, zeigen die Kontakte selbst.

# $window_days_text (String)
kpi-repeat-rate = Wiederholkontaktquote
    .short = Wiederholkontakte
    .definition = Eingehende Kontakte, denen innerhalb der Frist ({ $window_days_text }) ein früherer eingehender Kontakt derselben Person zum selben Thema am selben Standort vorausging, geteilt durch alle eingehenden Kontakte. Auch abgebrochene Kontakte zählen; Kontakte ohne bekannte Person oder bekanntes Thema bleiben außen vor. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist; der Wert steht erst fest, wenn diese Frist vorbei ist.
    .caution = Zum selben Thema kann es auch eine andere Frage geben. Sinkt die Bearbeitungszeit, während dieser Wert steigt, werden Anliegen zu schnell beendet.

## Surveys

kpi-csat-mean = Kundenzufriedenheit, Durchschnittswert (CSAT)
    .short = CSAT (Mittel)
    .definition = Summe der Bewertungen von 1 bis 5, geteilt durch die Anzahl der Umfrageantworten mit einer Bewertung. Eine Antwort zählt an dem Tag, an dem sie gegeben wurde.
    .caution = Derselbe Durchschnitt kann von Zufriedenen stammen oder von einer Mischung aus Begeisterten und Verärgerten.

kpi-survey-response-rate = Rücklaufquote der Umfrage
    .short = Rücklaufquote
    .definition = Beantwortete Umfragen, geteilt durch alle angebotenen Umfragen. Eine Umfrage zählt an dem Tag, an dem sie angeboten wurde.
    .caution = Je niedriger die Quote, desto weniger stehen die Umfragewerte für alle.

kpi-ces = Customer Effort Score (CES)
    .short = CES
    .definition = Summe der Bewertungen des Aufwands von 1 bis 7, geteilt durch die Anzahl der Umfrageantworten mit einer solchen Bewertung. Eine Antwort zählt an dem Tag, an dem sie gegeben wurde.
    .caution = Die Skalen unterscheiden sich je nach Umfrage: Es ist zu prüfen, ob ein hoher Wert wenig oder viel Aufwand bedeutet.

kpi-nps = Net Promoter Score (NPS)
    .short = NPS
    .definition = Antworten mit 9 oder 10 minus Antworten mit 0 bis 6, geteilt durch alle Antworten von 0 bis 10, in Punkten von -100 bis 100. Eine Antwort zählt an dem Tag, an dem sie gegeben wurde.
    .caution = Der Wert betrifft eher das Unternehmen als den einzelnen Kontakt und springt bei kleinen Stichproben.

## Tickets

kpi-frt = Erstreaktionszeit (FRT)
    .short = FRT
    .definition = Zeit vom Anlegen eines Tickets bis zur ersten öffentlichen Antwort eines Agenten, geteilt durch die Anzahl der Tickets mit einer solchen Antwort. Die Uhr läuft Tag und Nacht. Ein Ticket zählt am Tag dieser Antwort.
    .caution = Wenige sehr alte Tickets ziehen den Durchschnitt nach oben; zusammen mit dem Median lesen.

kpi-frt-p90 = Erstreaktionszeit, 90. Perzentil (FRT)
    .short = FRT (P90)
    .definition = Die Zeit, in der neun von zehn ersten öffentlichen Antworten eines Agenten erfolgt sind, ab dem Anlegen des Tickets. Die Uhr läuft Tag und Nacht. Ein Ticket zählt am Tag dieser Antwort.
    .caution = Eine von zehn Antworten dauerte länger, und Tickets ohne Antwort fehlen.

kpi-frt-business = Erstreaktionszeit in den Öffnungszeiten (FRT)
    .short = FRT (geöffnet)
    .definition = Zeit vom Anlegen eines Tickets bis zur ersten öffentlichen Antwort eines Agenten, nur innerhalb der Öffnungszeiten des Standorts und der Warteschlange, geteilt durch die Anzahl der Tickets mit einer solchen Antwort. Haben sich die Öffnungszeiten dazwischen geändert, zählt jeder Abschnitt nach den damals gültigen. Tickets ohne Öffnungszeiten bleiben außen vor. Ein Ticket zählt am Tag dieser Antwort.
    .caution = Gewartet wird auch in den Stunden dazwischen. Werte von Standorten mit verschiedenen Öffnungszeiten sind nicht vergleichbar.

kpi-resolution-time-median = Median der Lösungszeit bis zur ersten Lösung (TTR)
    .short = TTR, erste Lösung
    .definition = Median der Zeit vom Anlegen eines Tickets bis zur ersten Lösung. Die Uhr läuft Tag und Nacht. Ein Ticket zählt an dem Tag, an dem es erstmals gelöst wurde.
    .caution = Ungelöste Tickets bleiben außen vor, und eine erste Lösung zählt auch dann, wenn das Ticket wiedereröffnet wird.

kpi-full-resolution-time-median = Median der Lösungszeit bis zur endgültigen Lösung (TTR)
    .short = TTR, endgültig
    .definition = Median der Zeit vom Anlegen eines Tickets bis zur letzten Lösung. Die Uhr läuft Tag und Nacht. Ein Ticket zählt an dem Tag, an dem es zuletzt gelöst wurde.
    .caution = Ein wiedereröffnetes Ticket wandert auf einen späteren Tag, wenn es erneut gelöst wird; Werte früherer Zeiträume können sich daher ändern.

kpi-resolution-time-business = Durchschnittliche Lösungszeit in den Öffnungszeiten bis zur ersten Lösung (TTR)
    .short = TTR (geöffnet)
    .definition = Zeit vom Anlegen eines Tickets bis zur ersten Lösung, nur innerhalb der Öffnungszeiten des Standorts und der Warteschlange, geteilt durch die Anzahl der gelösten Tickets. Haben sich die Öffnungszeiten dazwischen geändert, zählt jeder Abschnitt nach den damals gültigen. Tickets ohne Öffnungszeiten bleiben außen vor. Ein Ticket zählt an dem Tag, an dem es erstmals gelöst wurde.
    .caution = Gewartet wird auch in den Stunden dazwischen, und ungelöste Tickets bleiben außen vor. Werte von Standorten mit verschiedenen Öffnungszeiten sind nicht vergleichbar.

kpi-resolution-rate = Lösungsquote
    .short = Lösungsquote
    .definition = Im Zeitraum angelegte Tickets, die jetzt gelöst oder geschlossen sind, geteilt durch alle in diesem Zeitraum angelegten Tickets. Ein Ticket zählt an dem Tag, an dem es angelegt wurde.
    .caution = Die neuesten Tickets hatten am wenigsten Zeit, daher steigen jüngste Werte noch, und ein wiedereröffnetes Ticket senkt einen früheren Wert. Nicht mit der Erstlösungsquote zu verwechseln.

kpi-reopen-rate = Wiedereröffnungsquote
    .short = Wiedereröffnet
    .definition = Gelöste Tickets, die mindestens einmal wiedereröffnet wurden, geteilt durch alle gelösten Tickets. Ein Ticket zählt einmal, an dem Tag, an dem es erstmals gelöst wurde.
    .caution = Schon ein Dankeschön kann ein Ticket wiedereröffnen, und jüngere Tickets können noch wiedereröffnet werden.

kpi-backlog-age-median = Median des Alters im Rückstand
    .short = Alter Rückstand
    .definition = Median der Zeit seit dem Anlegen der Tickets, die am Ende des Zeitraums neu, offen, wartend oder wiedereröffnet sind.
    .caution = Eine Welle neuer Tickets macht den Rückstand jünger, ohne dass ein altes gelöst wäre.

# $urgent_seconds_text, $high_seconds_text, $normal_seconds_text, $low_seconds_text (String)
kpi-sla-met = Antworten im Ziel (SLA)
    .short = SLA erfüllt
    .definition = Innerhalb ihres Ziels erfolgte erste Antworten, geteilt durch alle fälligen ersten Antworten. Das Ziel beträgt { $urgent_seconds_text } Öffnungszeit bei dringender, { $high_seconds_text } bei hoher, { $normal_seconds_text } bei normaler und { $low_seconds_text } bei niedriger Priorität; ein Ticket ohne Priorität gilt als normal. Fällig ist eine Antwort, sobald sie erfolgt ist oder ihr Ziel verstrichen ist. Ein Ticket zählt an dem Tag, an dem es angelegt wurde, mit dem Ziel dieses Tages.
    .caution = Ob ein Ziel um eine Minute oder um einen Tag verfehlt wurde, zeigt sich hier nicht. Hält die Quelle nur die jetzige Priorität fest, ändert eine neue Priorität auch frühere Werte.

## Volume, cost and planning

kpi-contacts-per-agent-month = Kontakte pro Agent und Monat
    .short = Kontakte/Agent
    .definition = Bearbeitete Kontakte eines Monats, eingehend und ausgehend, geteilt durch die Anzahl der Agenten mit mindestens einem bearbeiteten Kontakt. In einem längeren Zeitraum zählt ein Agent einmal für jeden solchen Monat. Ein Kontakt zählt in dem Monat, in dem er geendet hat.
    .caution = Teilzeit und Vollzeit zählen gleich, schwierige Anliegen zählen wie einfache.

kpi-cost-per-contact = Kosten pro Kontakt
    .short = Kosten/Kontakt
    .definition = Kosten eines Monats, geteilt durch die in diesem Monat bearbeiteten Kontakte, eingehend und ausgehend, in der Währung des Standorts. Monate ohne bekannte Kosten bleiben außen vor, und Standorte mit verschiedenen Währungen haben keinen gemeinsamen Wert.
    .caution = Günstige Kontakte, die sich wiederholen, sind nicht günstig. Welche Kosten enthalten sind, unterscheidet sich je nach Standort.

# $target_permille_text, $max_occupancy_permille_text, $shrinkage_permille_text ("80%"), $threshold_seconds_text (String)
kpi-required-agents = Benötigte Agenten
    .short = Benötigte Agenten
    .definition = Anzahl der Agenten, die nach Erlang C nötig sind, um { $target_permille_text } der Kontakte innerhalb von { $threshold_seconds_text } anzunehmen, bei einer Auslastung von höchstens { $max_occupancy_permille_text }, aufgerundet nach einer Shrinkage von { $shrinkage_permille_text }. Sie wird je halber Stunde, Standort und Skill aus den eingehenden Kontakten und ihrer Bearbeitungszeit ermittelt; Standorte und Skills werden addiert, halbe Stunden mit Kontakten gemittelt.
    .caution = Die Formel nimmt an, dass niemand abbricht, und fordert daher eher zu viele. Ein Durchschnitt verbirgt die stärksten halben Stunden, und kleine Teams brauchen in jedem Skill eine Reserve.

# $threshold_seconds_text (String)
kpi-expected-service-level = Erwarteter Servicelevel
    .short = Erwarteter SL
    .definition = Anteil der eingehenden Kontakte, die nach Erlang C innerhalb von { $threshold_seconds_text } angenommen werden, aus den Kontakten, ihrer Bearbeitungszeit und den Agenten im Dienst je halber Stunde. Halbe Stunden zählen nach ihren Kontakten; sind für die Last zu wenige Agenten da, wird kein Kontakt rechtzeitig erwartet.
    .caution = Eine Schätzung unter der Annahme gleichmäßiger Eingänge ohne Abbrüche und ohne Pausen; der tatsächliche Wert weicht ab, vor allem in kleinen Teams.

## Parameters and keys

parameter-urgent-seconds = Ziel bei dringender Priorität
parameter-high-seconds = Ziel bei hoher Priorität
parameter-normal-seconds = Ziel bei normaler Priorität
parameter-low-seconds = Ziel bei niedriger Priorität
parameter-target-permille = Rechtzeitig anzunehmender Anteil
parameter-max-occupancy-permille = Höchste Auslastung
parameter-shrinkage-permille = Shrinkage

dimension-currency = Währung
