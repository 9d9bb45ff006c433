### Names, definitions and cautions of the KPIs, in German.
### Impersonal style, no `Sie`. `Auslastung` is occupancy only, `Nutzungsgrad` is utilisation only; `Erstlösungsquote` is FCR, never `Lösungsquote`.

## Contacts and how they were answered

kpi-contacts-offered = Eingegangene Kontakte
    .short = Eingegangen
    .definition = Anzahl der eingehenden Kontakte, die in einer Warteschlange angekommen sind, ob angenommen oder nicht. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Eingegangene Kontakte sind nicht gleich dem Bedarf: Wer die Warteschlange nie erreicht, fehlt, und wer es noch einmal versucht, zählt noch einmal.

kpi-contacts-handled = Bearbeitete Kontakte
    .short = Bearbeitet
    .definition = Anzahl der eingehenden Kontakte, die ein Agent angenommen hat und die beendet sind. Ein weitergeleiteter Kontakt zählt einmal. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Die Anzahl sagt nichts darüber, wie schwierig die Anliegen waren oder wie gut sie gelöst wurden. Ein Kontakt über Mitternacht hinaus ist an einem Tag eingegangen und am nächsten bearbeitet; beide Zahlen eines Tages müssen daher nicht übereinstimmen.

kpi-contacts-abandoned = Abgebrochene Kontakte
    .short = Abgebrochen
    .definition = Anzahl der eingehenden Kontakte, die vor der Annahme durch einen Agenten abgebrochen wurden. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Auch Abbrüche nach wenigen Sekunden zählen mit; manchmal war die Nummer falsch gewählt, oder eine Ansage hatte schon geholfen.

kpi-answer-rate = Annahmequote
    .short = Annahmequote
    .definition = Von einem Agenten angenommene eingehende Kontakte, geteilt durch alle eingegangenen Kontakte. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Eine hohe Annahmequote zeigt weder, wie lange gewartet wurde, noch, ob geholfen werden konnte. Zusammen mit dem Servicelevel lesen.

kpi-abandonment-rate = Abbruchquote
    .short = Abbruchquote
    .definition = Vor der Annahme abgebrochene eingehende Kontakte, geteilt durch alle eingegangenen Kontakte. Jeder abgebrochene Kontakt zählt, auch nach sehr kurzer Wartezeit. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Auch sehr kurze Kontakte wie falsch gewählte Nummern zählen mit. Wie schnell abgebrochen wird, hängt auch von Ansagen und vom Anliegen ab; zusammen mit der Wartezeit und dem Servicelevel lesen.

# $threshold_seconds_text (String) - the threshold with its unit, such as "20 Sekunden"
kpi-service-level = Servicelevel
    .short = Servicelevel
    .definition = Innerhalb von { $threshold_seconds_text } angenommene eingehende Kontakte, geteilt durch alle eingegangenen Kontakte. Abgebrochene Kontakte bleiben im Nenner. Ein Kontakt zählt an dem Tag, an dem er eingegangen ist.
    .caution = Ist der Schwellenwert überschritten, spielt es für die Zahl keine Rolle mehr, ob noch eine oder noch zehn Minuten gewartet wird; zusammen mit der durchschnittlichen Annahmezeit lesen. Andere Systeme lassen abgebrochene Kontakte weg: Vergleichbar sind nur Werte mit derselben Definition.

kpi-asa = Durchschnittliche Annahmezeit (ASA)
    .short = ASA
    .definition = Wartezeit der angenommenen eingehenden Kontakte, geteilt durch die Anzahl dieser Kontakte. Die Wartezeit läuft vom Eintritt in die Warteschlange bis zur Annahme. Ein Kontakt zählt an dem Tag, an dem er angenommen wurde.
    .caution = Abgebrochene Kontakte fehlen; der Wert kann daher umso besser aussehen, je mehr Kontakte abgebrochen werden. Ein Durchschnitt verdeckt außerdem die wenigen sehr langen Wartezeiten. Zusammen mit der Abbruchquote lesen.

## Handling

kpi-aht = Durchschnittliche Bearbeitungszeit (AHT)
    .short = AHT
    .definition = Zeit, die Agenten für bearbeitete Kontakte aufgewendet haben, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Die AHT dient der Planung und ist für sich allein nie ein Ziel. Eine niedrige AHT kann bedeuten, dass in Eile gearbeitet wird und sich dieselben Anliegen wiederholen; eine hohe, dass die Anliegen schwieriger oder die Agenten neu sind. Zusammen mit der Erstlösungsquote und der Kundenzufriedenheit lesen.

kpi-aht-v1 =
    .definition = Gesprächszeit und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Die Haltezeit zählt nicht mit. Ein Kontakt zählt an dem Tag, an dem er geendet hat.

kpi-aht-v2 =
    .definition = Gesprächszeit, Haltezeit und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Anzahl dieser Kontakte. Das Warten in der Warteschlange zählt nicht mit. Ein Kontakt zählt an dem Tag, an dem er geendet hat.

# Shown where a report explains the change from version 1 to version 2.
kpi-aht-v2-reason = Die Haltezeit gehört zur Bearbeitung eines Kontakts. Ohne sie blieb verborgen, wie lange ein Kontakt gehalten wurde, während der Agent nach der Antwort suchte.

kpi-transfer-rate = Weiterleitungsquote
    .short = Weiterleitungen
    .definition = Bearbeitete eingehende Kontakte, die mindestens einmal weitergeleitet wurden, geteilt durch alle bearbeiteten eingehenden Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Nicht jede Weiterleitung ist ein Fehler: Oft führt eine Fachkraft am schnellsten zur Antwort. Sollen Weiterleitungen vermieden werden, sinkt die Quote, während Anliegen ungelöst bleiben. Zusammen mit der Erstlösungsquote lesen.

kpi-utilisation = Nutzungsgrad (Utilization)
    .short = Nutzungsgrad
    .definition = Gesprächszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die bezahlte Schichtzeit der Agenten. Kontakte zählen an dem Tag, an dem sie geendet haben, Schichten an ihrem eigenen Datum.
    .caution = Nicht mit der Auslastung zu verwechseln: Haltezeit und Nachbearbeitungszeit zählen nicht mit. Ein sehr niedriger Wert deutet auf zu viel Personal hin, ein sehr hoher auf Überlastung. Kleine Standorte, Nachtschichten und mehrere Kanäle senken den Wert; höher ist daher nicht besser.

kpi-handle-utilisation = Nutzungsgrad nach Bearbeitungszeit (Utilization)
    .short = Nutzung (AHT)
    .definition = Gesprächszeit, Haltezeit und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die bezahlte Arbeitszeit der Agenten. Kontakte zählen an dem Tag, an dem sie geendet haben, Schichten an ihrem eigenen Datum.
    .caution = Nicht mit der Auslastung zu verwechseln, die dieselbe Arbeit nur durch die angemeldete Zeit teilt und deshalb mindestens so hoch ist. Weder ein sehr niedriger noch ein sehr hoher Wert ist gesund.

kpi-occupancy = Auslastung (Occupancy)
    .short = Auslastung
    .definition = Gesprächszeit, Haltezeit und Nachbearbeitungszeit der bearbeiteten Kontakte, eingehend und ausgehend, geteilt durch die Zeit, in der Agenten angemeldet waren. Kontakte zählen an dem Tag, an dem sie geendet haben, Schichten an ihrem eigenen Datum.
    .caution = Nicht mit dem Nutzungsgrad zu verwechseln, der durch die bezahlte Zeit teilt. Die Auslastung folgt aus Besetzung und Volumen, nicht aus Fleiß; bleibt sie hoch, fehlen zwischen den Kontakten die Pausen. Wer mehrere Chats gleichzeitig bearbeitet, kann über hundert Prozent kommen.

## Quality

kpi-fcr = Erstlösungsquote (FCR)
    .short = FCR
    .definition = Bearbeitete eingehende Kontakte, die der Agent als beim ersten Kontakt gelöst gekennzeichnet hat, geteilt durch alle bearbeiteten eingehenden Kontakte. Ein Kontakt zählt an dem Tag, an dem er geendet hat.
    .caution = Es entscheidet die Kennzeichnung des Agenten, nicht das Urteil der Kundschaft: Ob dasselbe Anliegen wiedergekommen ist, zeigt sich hier nicht. Bei wenigen Kontakten am Tag verschieben schon einzelne Kennzeichnungen den Wert deutlich.

kpi-csat = Kundenzufriedenheit (CSAT)
    .short = CSAT
    .definition = Antworten auf die Umfrage mit 4 oder 5 von 5 Punkten, geteilt durch alle Antworten mit einer Bewertung. Eine Antwort zählt an dem Tag, an dem sie gegeben wurde.
    .caution = Gehört wird nur, wer antwortet: oft die sehr Zufriedenen und die sehr Unzufriedenen. Bei wenigen Antworten verschiebt schon eine einzige den Wert um mehrere Prozentpunkte.

## Tickets

kpi-backlog = Rückstand
    .short = Rückstand
    .definition = Anzahl der Tickets, die am Ende des Zeitraums neu, offen, wartend oder wiedereröffnet sind, nach der Ortszeit des Standorts. Gelöste und geschlossene Tickets zählen nicht mit.
    .caution = Eine Zählung zu einem einzigen Zeitpunkt: Sie zeigt nicht, wie alt die Tickets sind, und enthält auch Tickets, bei denen die Antwort der Kundschaft aussteht. Zusammen mit dem Volumen und der Erstreaktionszeit lesen.

kpi-frt-median = Median der Erstreaktionszeit (FRT)
    .short = FRT (Median)
    .definition = Median der Zeit vom Anlegen eines Tickets bis zur ersten öffentlichen Antwort eines Agenten: Die Hälfte der Antworten kam schneller. Die Uhr läuft Tag und Nacht. Ein Ticket zählt am Tag dieser Antwort; Tickets ohne Antwort bleiben außen vor.
    .caution = Tickets, die noch auf eine Antwort warten, fehlen; der Wert kann daher gut aussehen, während sich alte Tickets stauen. Eine schnelle erste Antwort ist noch keine Lösung, und die langsamere Hälfte kann viel länger gewartet haben. Zusammen mit dem Rückstand und der Kundenzufriedenheit lesen.
