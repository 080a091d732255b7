"""Mails and reasons that several groups of rules have in common."""

from requests.notifications.parties import COMMITTEE, P, Told, to_all

KNOWS = "weiß von der Anfrage, und sie geht nicht mehr weiter"
ASKED = "wurden nach dem Auftrag gefragt, und er wird nicht mehr gebraucht"
IN_ROUND = "eine Runde war eröffnet"
BEFORE_ROUND = "noch keine Runde war eröffnet"
NOT_ASKED_YET = "wissen noch nichts von der Anfrage"
BEFORE_ACCEPTANCE = "noch niemand hatte angenommen"
WHILE_CHANGING = "nach einem Wechsel wird jemand Neues gesucht"
TO_CHAIR = {P.CHAIR: Told("requests/request_changed", KNOWS)}
TO_ALL = to_all(COMMITTEE, "requests/request_changed", ASKED)
NOT_YET = {P.VOTING: NOT_ASKED_YET, P.GUESTS: NOT_ASKED_YET}
RECALLED = {
    P.INVITED: Told("advisors/invitation_recalled", "muss nicht mehr antworten, der Link gilt nicht mehr")
}
TELLS = to_all(COMMITTEE, "advisors/engagement_changed", "begleiten das Vorhaben bis zum Ende")
