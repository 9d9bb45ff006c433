### Further KPIs of the catalogue: names, definitions and cautions, in the same shape as in kpi.ftl.
### A parameter of a KPI comes as finished text with its unit: `$threshold_seconds_text` ("20 seconds"), `$short_abandon_seconds_text` ("5 seconds"), `$window_days_text` ("7 days").

## Service level and abandonment by other formulas

# $threshold_seconds_text (String)
kpi-service-level-positive = Service level, abandoned in time count as met
    .short = SL positive
    .definition = Inbound contacts answered or abandoned within { $threshold_seconds_text }, divided by all inbound contacts offered. A contact is counted on the day it was offered.
    .caution = Customers who gave up early count as if they had been served.

# $threshold_seconds_text (String)
kpi-service-level-ignored = Service level, abandoned in time left out
    .short = SL ignored
    .definition = Inbound contacts answered within { $threshold_seconds_text }, divided by the inbound contacts offered without those abandoned within the same time. A contact is counted on the day it was offered.
    .caution = Higher than the service level over all contacts offered; compare only with figures of the same formula.

# $threshold_seconds_text (String)
kpi-service-level-answered = Service level of answered contacts
    .short = SL answered
    .definition = Inbound contacts answered within { $threshold_seconds_text }, divided by all inbound contacts answered. Abandoned contacts are left out. A contact is counted on the day it was offered.
    .caution = The more customers give up, the better the figure looks. Read it with the abandonment rate.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-short-credit = Service level, short abandons count as met
    .short = SL short credit
    .definition = Inbound contacts answered within { $threshold_seconds_text } and those abandoned in under { $short_abandon_seconds_text }, together divided by all inbound contacts offered. A contact is counted on the day it was offered.
    .caution = Not every short abandon is a wrong number; some customers simply do not wait.

# $threshold_seconds_text, $short_abandon_seconds_text (String)
kpi-service-level-v2 =
    .definition = Inbound contacts answered within { $threshold_seconds_text }, divided by the inbound contacts offered without those abandoned in under { $short_abandon_seconds_text }. A contact is counted on the day it was offered.

# Shown where a report explains the change from version 1 to version 2.
kpi-service-level-v2-reason = A customer who hangs up within seconds has often dialled a wrong number or heard the answer in an announcement, and no staffing could have served such a contact in time.

# $short_abandon_seconds_text (String)
kpi-abandonment-rate-v2 =
    .definition = Inbound contacts in which the customer gave up before an answer, divided by all inbound contacts offered. Contacts abandoned in under { $short_abandon_seconds_text } are left out of both. A contact is counted on the day it was offered.
    .caution = A short abandon can be a customer who simply does not wait, and is missing here. How soon customers give up depends on announcements and on the reason for contact too; read it with the wait and the service level.

# Shown where a report explains the change from version 1 to version 2.
kpi-abandonment-rate-v2-reason = A customer who hangs up within seconds has often dialled a wrong number or heard the answer in an announcement. Such contacts say little about waiting.

## Parts of handling

kpi-aht-with-wait = Average handle time with waiting (AHT)
    .short = AHT with wait
    .definition = Talk time, waiting time before the answer and after-call work of handled contacts, inbound and outbound, divided by the number of those contacts. Hold time is not included. A contact is counted on the day it ended.
    .caution = It mixes the customer's waiting with the agent's work, so it rises with understaffing too. Never a target on its own.

kpi-att = Average talk time
    .short = Talk time
    .definition = Talk time of handled contacts, inbound and outbound, divided by the number of those contacts. A contact is counted on the day it ended.
    .caution = Context, not a target: shorter talk can be better guidance or a question cut short.

kpi-hold-time = Average hold time
    .short = Hold time
    .definition = Hold time of handled contacts, inbound and outbound, divided by the number of those contacts, including contacts without hold. A contact is counted on the day it ended.
    .caution = Many contacts without hold keep the average low; the few with a long hold do not show.

kpi-acw = Average after-call work (ACW)
    .short = ACW
    .definition = After-call work of handled contacts, inbound and outbound, divided by the number of those contacts. A contact is counted on the day it ended.
    .caution = Pressed down, it shows up again as poor notes and repeat contacts.

kpi-minutes-per-contact = Minutes per contact
    .short = Min. per contact
    .definition = Talk time, hold time and after-call work of handled contacts, inbound and outbound, divided by the number of those contacts. A contact is counted on the day it ended.
    .caution = The same figure as the average handle time with hold, with the same caution: never a target on its own.

kpi-case-time = Case time
    .short = Case time
    .definition = Time from the creation of a ticket to its final closing, divided by the number of closed tickets. A ticket is counted on the day it was closed.
    .caution = Not to be confused with the average handle time: most of it is waiting, not work.

kpi-aht-novice-ratio = Handle time of new agents against others
    .short = AHT new agents
    .definition = Average handle time (talk, hold and after-call work) of agents hired less than 90 days before the contact ended, divided by that of all other agents, inbound and outbound. Agents without a known date of hiring are left out. A contact is counted on the day it ended.
    .caution = New agents need more time; the ratio is for planning and training, not for judging people.

kpi-aht-nonnative-ratio = Handle time in a foreign language against others
    .short = AHT foreign lang.
    .definition = Average handle time (talk, hold and after-call work) of contacts that are not in the agent's native language, divided by that of all other contacts, inbound and outbound. Contacts or agents without a known language are left out. A contact is counted on the day it ended.
    .caution = Speaking a foreign language takes longer; the ratio is for planning, not for judging people.

## Resolution and repeat contacts

# $window_days_text (String)
kpi-fcr-v2 =
    .definition = Handled inbound contacts after which the customer made no further inbound contact at the same centre on the same topic within { $window_days_text }, divided by all handled inbound contacts. Contacts without a known customer or topic are left out. A contact is counted on the day it ended; the value is known only when that time has passed.
    .caution = A customer may come back with another question on the same topic, and one who gave up or went elsewhere does not come back at all. Read it with customer satisfaction.

# Shown where a report explains the change from version 1 to version 2.
kpi-fcr-v2-reason = The agent's mark showed what the agent believed. Whether the customer had to come back shows in the contacts themselves.

# $window_days_text (String)
kpi-repeat-rate = Repeat contact rate
    .short = Repeat rate
    .definition = Inbound contacts of a customer who had an earlier inbound contact at the same centre on the same topic within { $window_days_text }, divided by all inbound contacts. Abandoned contacts count too; contacts without a known customer or topic are left out. A contact is counted on the day it was offered; the value is known only when that time has passed.
    .caution = A customer may come back with another question on the same topic. If the handle time falls while this figure rises, questions are being cut short.

## Surveys

kpi-csat-mean = Customer satisfaction, mean score (CSAT)
    .short = CSAT (mean)
    .definition = Sum of the scores from 1 to 5, divided by the number of survey responses with a score. A response is counted on the day it was given.
    .caution = The same mean can come from satisfied customers or from a mix of delighted and angry ones.

kpi-survey-response-rate = Survey response rate
    .short = Response rate
    .definition = Surveys that the customer answered, divided by all surveys offered. A survey is counted on the day it was offered.
    .caution = The lower the rate, the less the survey figures speak for all customers.

kpi-ces = Customer effort score (CES)
    .short = CES
    .definition = Sum of the effort scores from 1 to 7, divided by the number of survey responses with such a score. A response is counted on the day it was given.
    .caution = Scales differ between surveys: check whether a high score means little or much effort.

kpi-nps = Net Promoter Score (NPS)
    .short = NPS
    .definition = Responses of 9 or 10 minus responses of 0 to 6, divided by all responses from 0 to 10, in points from -100 to 100. A response is counted on the day it was given.
    .caution = It judges the company as a whole rather than the contact, and small samples make it jump.

## Tickets

kpi-frt = First response time (FRT)
    .short = FRT
    .definition = Time from the creation of a ticket to the first public reply by an agent, divided by the number of tickets with such a reply. The clock runs day and night. A ticket is counted on the day of that reply.
    .caution = A few very old tickets pull the average up; read it with the median.

kpi-frt-p90 = First response time, 90th percentile (FRT)
    .short = FRT (P90)
    .definition = The time within which nine out of ten first public replies by an agent were given, from the creation of the ticket. The clock runs day and night. A ticket is counted on the day of that reply.
    .caution = One in ten customers waited longer, and tickets without a reply are not in it.

kpi-frt-business = First response time in opening hours (FRT)
    .short = FRT (open hours)
    .definition = Time from the creation of a ticket to the first public reply by an agent, within the opening hours of the centre and the queue only, divided by the number of tickets with such a reply. Where the opening hours changed in between, each stretch of time counts by those in force then. Tickets without opening hours are left out. A ticket is counted on the day of that reply.
    .caution = The customer waits through the closed hours too. Figures of centres with different opening hours do not compare.

kpi-resolution-time-median = Median time to first resolution (TTR)
    .short = TTR, first
    .definition = Median time from the creation of a ticket to the first time it was solved. The clock runs day and night. A ticket is counted on the day it was first solved.
    .caution = Unsolved tickets are left out, and a first solution that is reopened counts as solved.

kpi-full-resolution-time-median = Median time to full resolution (TTR)
    .short = TTR, full
    .definition = Median time from the creation of a ticket to the last time it was solved. The clock runs day and night. A ticket is counted on the day it was last solved.
    .caution = A reopened ticket moves to a later day when it is solved again, so figures of past periods can change.

kpi-resolution-time-business = Average time to first resolution in opening hours (TTR)
    .short = TTR (open hours)
    .definition = Time from the creation of a ticket to the first time it was solved, within the opening hours of the centre and the queue only, divided by the number of tickets solved. Where the opening hours changed in between, each stretch of time counts by those in force then. Tickets without opening hours are left out. A ticket is counted on the day it was first solved.
    .caution = The customer waits through the closed hours too, and unsolved tickets are left out. Figures of centres with different opening hours do not compare.

kpi-resolution-rate = Resolution rate
    .short = Resolution rate
    .definition = Tickets created in the period that are now solved or closed, divided by all tickets created in it. A ticket is counted on the day it was created.
    .caution = The newest tickets had the least time, so recent figures still rise, and a reopened ticket lowers a past one. Not to be confused with first contact resolution.

kpi-reopen-rate = Reopen rate
    .short = Reopen rate
    .definition = Solved tickets that were reopened at least once, divided by all solved tickets. A ticket is counted once, on the day it was first solved.
    .caution = A customer's word of thanks can reopen a ticket, and recent tickets may still be reopened.

kpi-backlog-age-median = Median age of the backlog
    .short = Backlog age
    .definition = Median time since the creation of the tickets that are new, open, pending or reopened at the end of the period.
    .caution = A flood of new tickets makes the backlog younger without any old one being solved.

# $urgent_seconds_text, $high_seconds_text, $normal_seconds_text, $low_seconds_text (String)
kpi-sla-met = Replies within target (SLA)
    .short = SLA met
    .definition = First replies given within their target, divided by all first replies due. The targets are { $urgent_seconds_text } of opening hours for urgent tickets, { $high_seconds_text } for high, { $normal_seconds_text } for normal and { $low_seconds_text } for low priority; a ticket without a priority is held to the normal one. A reply is due once it is given or its target has passed. A ticket is counted on the day it was created, with the target of that day.
    .caution = A missed target shows the same whether by a minute or by a day. Where the source keeps only the present priority, a change of priority changes past figures.

## Volume, cost and planning

kpi-contacts-per-agent-month = Contacts per agent and month
    .short = Contacts/agent
    .definition = Handled contacts of a month, inbound and outbound, divided by the number of agents who handled at least one. In a longer period an agent counts once for each such month. A contact is counted in the month in which it ended.
    .caution = Part-time and full-time agents count the same, and hard questions count like easy ones.

kpi-cost-per-contact = Cost per contact
    .short = Cost/contact
    .definition = Cost of a month, divided by the contacts handled in it, inbound and outbound, in the centre's currency. Months without known costs are left out, and centres with different currencies have no common figure.
    .caution = Cheap contacts that have to be repeated are not cheap. Which costs are included differs between centres.

# $target_permille_text, $max_occupancy_permille_text, $shrinkage_permille_text ("80%"), $threshold_seconds_text (String)
kpi-required-agents = Required agents
    .short = Required agents
    .definition = Number of agents needed by Erlang C to answer { $target_permille_text } of the contacts within { $threshold_seconds_text }, with an occupancy of at most { $max_occupancy_permille_text }, rounded up after a shrinkage of { $shrinkage_permille_text }. It is found for each half hour, centre and skill from the inbound contacts and their handle time; centres and skills are added up, and half hours with contacts are averaged.
    .caution = The formula assumes that nobody gives up waiting, so it rather asks for too many. An average hides the busiest half hours, and small teams need a reserve in each skill.

# $threshold_seconds_text (String)
kpi-expected-service-level = Expected service level
    .short = Expected SL
    .definition = Share of inbound contacts that Erlang C expects to be answered within { $threshold_seconds_text }, from the contacts, their handle time and the agents on shift in each half hour. Half hours count by their contacts; where there are too few agents for the load, none are expected in time.
    .caution = An estimate that assumes steady arrivals, no abandonment and no breaks; the real figure differs, above all in small teams.

## Parameters and keys

parameter-urgent-seconds = Target for urgent tickets
parameter-high-seconds = Target for high priority
parameter-normal-seconds = Target for normal priority
parameter-low-seconds = Target for low priority
parameter-target-permille = Share to be answered in time
parameter-max-occupancy-permille = Highest occupancy
parameter-shrinkage-permille = Shrinkage

dimension-currency = Currency
