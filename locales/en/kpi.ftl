### Names, definitions and cautions of the KPIs.
###
### `kpi-<name>` is the full name, with its acronym where the trade has one; AHT, ASA, ACW, FCR, FRT, CSAT and NPS stay Latin in all languages.
### `.short` heads a column: at most 18 columns wide, where a Han or Hangul letter takes two.
### `.definition` says what is divided by what, over which rows, and by which date a row is counted. It says the same as the KPI's query.
### `.caution` says how the figure misleads and what to read it with.
### `kpi-<name>-v<N>.definition` replaces `kpi-<name>.definition` for that version; `kpi-<name>-v<N>-reason` says why the version was made.
### Every message is whole sentences on one line, printed as they stand.

## Contacts and how they were answered

kpi-contacts-offered = Contacts offered
    .short = Offered
    .definition = Number of inbound contacts that entered a queue, whether they were answered or not. A contact is counted on the day it was offered.
    .caution = Offered contacts are not the same as demand: customers who never reach a queue are missing, and a customer who tries again is counted again.

kpi-contacts-handled = Contacts handled
    .short = Handled
    .definition = Number of inbound contacts that an agent answered and that have ended. A transferred contact counts once. A contact is counted on the day it ended.
    .caution = The number says nothing about how hard the questions were or how well they were answered. A contact that runs past midnight is offered on one day and handled on the next, so a day's two counts need not match.

kpi-contacts-abandoned = Contacts abandoned
    .short = Abandoned
    .definition = Number of inbound contacts in which the customer gave up before an agent answered. A contact is counted on the day it was offered.
    .caution = Customers who give up within seconds are included; some had dialled a wrong number or were already helped by an announcement.

kpi-answer-rate = Answer rate
    .short = Answer rate
    .definition = Inbound contacts answered by an agent, divided by all inbound contacts offered. A contact is counted on the day it was offered.
    .caution = A high answer rate does not show how long customers waited, nor whether they were helped. Read it with the service level.

kpi-abandonment-rate = Abandonment rate
    .short = Abandonment
    .definition = Inbound contacts in which the customer gave up before an answer, divided by all inbound contacts offered. Every abandoned contact counts, however short the wait. A contact is counted on the day it was offered.
    .caution = Very short abandoned contacts, such as wrong numbers, are included. How soon customers give up depends on announcements and on the reason for contact too; read it with the wait and the service level.

# $threshold_seconds_text (String) - the threshold with its unit, such as "20 seconds"
kpi-service-level = Service level
    .short = Service level
    .definition = Inbound contacts answered within { $threshold_seconds_text }, divided by all inbound contacts offered. Abandoned contacts stay in the denominator. A contact is counted on the day it was offered.
    .caution = Once the threshold has passed, it makes no difference to the figure whether a customer waits one minute more or ten; read it with the average speed of answer. Other systems leave abandoned contacts out, so only figures with the same definition can be compared.

kpi-asa = Average speed of answer (ASA)
    .short = ASA
    .definition = Waiting time of the inbound contacts that were answered, divided by the number of those contacts. Waiting runs from entering the queue to the answer. A contact is counted on the day it was answered.
    .caution = Customers who gave up are left out, so the figure can look better the more of them give up. An average also hides the few who waited very long. Read it with the abandonment rate.

## Handling

kpi-aht = Average handle time (AHT)
    .short = AHT
    .definition = Time that agents spent on handled contacts, inbound and outbound, divided by the number of those contacts. A contact is counted on the day it ended.
    .caution = AHT is context for planning, never a target on its own. A low AHT can mean hurried agents and customers who have to come back; a high one, harder questions or new agents. Read it with first contact resolution and customer satisfaction.

kpi-aht-v1 =
    .definition = Talk time and after-call work of handled contacts, inbound and outbound, divided by the number of those contacts. Hold time is not included. A contact is counted on the day it ended.

kpi-aht-v2 =
    .definition = Talk time, hold time and after-call work of handled contacts, inbound and outbound, divided by the number of those contacts. Waiting in the queue is not included. A contact is counted on the day it ended.

# Shown where a report explains the change from version 1 to version 2.
kpi-aht-v2-reason = Hold time is part of handling a contact. Leaving it out hid the time in which the customer was on hold while the agent looked for an answer.

kpi-transfer-rate = Transfer rate
    .short = Transfers
    .definition = Handled inbound contacts that were transferred at least once, divided by all handled inbound contacts. A contact is counted on the day it ended.
    .caution = Not every transfer is a fault: a specialist can be the shortest way to the answer. If agents are told to avoid transfers, the rate falls while questions stay unresolved. Read it with first contact resolution.

kpi-utilisation = Utilisation
    .short = Utilisation
    .definition = Talk time of handled contacts, inbound and outbound, divided by the agents' paid shift time. Contacts are counted on the day they ended, shifts by their own date.
    .caution = Not to be confused with occupancy: hold time and after-call work are not included. A very low figure points to overstaffing, a very high one to overload. Small centres, night shifts and several channels lower it, so a higher figure is not a better one.

kpi-handle-utilisation = Handle-time utilisation
    .short = Handle-time util.
    .definition = Talk time, hold time and after-call work of handled contacts, inbound and outbound, divided by the agents' paid time at work. Contacts are counted on the day they ended, shifts by their own date.
    .caution = Not to be confused with occupancy, which divides the same work by logged-in time only and is therefore as high or higher. Neither a very low nor a very high figure is healthy.

kpi-occupancy = Occupancy
    .short = Occupancy
    .definition = Talk time, hold time and after-call work of handled contacts, inbound and outbound, divided by the time agents were logged in. Contacts are counted on the day they ended, shifts by their own date.
    .caution = Not to be confused with utilisation, which divides by paid time. Occupancy follows from staffing and volume, not from effort; if it stays high, agents have no pause between contacts. Handling several chats at once can raise it above one hundred per cent.

## Quality

kpi-fcr = First contact resolution (FCR)
    .short = FCR
    .definition = Handled inbound contacts that the agent marked as resolved at the first contact, divided by all handled inbound contacts. A contact is counted on the day it ended.
    .caution = The agent's mark decides, not the customer's view: whether the customer came back with the same question does not show here. With few contacts in a day, a handful of marks moves the figure a lot.

kpi-csat = Customer satisfaction (CSAT)
    .short = CSAT
    .definition = Survey responses with a score of 4 or 5 out of 5, divided by all survey responses with a score. A response is counted on the day it was given.
    .caution = Only customers who respond are heard, often the very satisfied and the very dissatisfied. With few responses, a single one moves the figure by several points.

## Tickets

kpi-backlog = Backlog
    .short = Backlog
    .definition = Number of tickets that are new, open, pending or reopened at the end of the period, by the centre's own clock. Solved and closed tickets are not counted.
    .caution = A count at one moment: it does not show how old the tickets are, and tickets that wait for the customer are included. Read it with the volume and the first response time.

kpi-frt-median = Median first response time (FRT)
    .short = FRT (median)
    .definition = Median time from the creation of a ticket to the first public reply by an agent: half of the replies came sooner. The clock runs day and night. A ticket is counted on the day of that reply; tickets without a reply are left out.
    .caution = Tickets still waiting for a reply are missing, so the figure can look good while old tickets pile up. A fast first reply is not yet a solution, and the slower half can have waited far longer. Read it with the backlog and customer satisfaction.
