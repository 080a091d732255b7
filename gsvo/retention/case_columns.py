"""The personal columns of a case: what is overwritten once its term is over."""

CASE_COLUMNS = {
    "requests.SupportRequest": (
        "conditions contact_name contact_email contact_phone deputy_name deputy_email "
        "title occasion_text goal_1 goal_2 goal_3 period_alternative partners_text method_wishes "
        "answers_before search_text sort_name"
    ),
    "requests.Event": "reason data",
    "requests.Attachment": "description",
    "files.StoredFile": "file name sha256",
    "requests.MandateVersion": "sections",
    "requests.Goal": "text criterion",
    "requests.Milestone": "title result",
    "requests.MilestoneMove": "reason",
    "requests.Round": "personal_line",
    "requests.Seat": "institution function",
    "requests.Statement": "remarks name deputising_for",
    "requests.RemarkAnswer": "reason",
    "advisors.Invitation": "message answered_by decline_text",
    "advisors.Preference": "reason",
    "advisors.IncreaseRequest": "reason",
    "advisors.TimeEntry": "note question signed_reason",
    "advisors.CommitteeLookingBack": "institution different",
    "advisors.FollowUp": "lasted",
    "advisors.LookingBack": "different",
    "advisors.Concern": "text resolution",
    "advisors.ConcernStep": "text",
    "advisors.Session": "title place video_link note date_reason",
    "advisors.GoalReview": "date_reason",
    "advisors.GoalRating": "sentence",
    "advisors.Paper": "summary goals sessions days outlook",
    "advisors.Waiver": "reason",
    "advisors.MilestoneResult": "sentence date_reason",
    "advisors.CommitteeNotice": "title text",
    "advisors.Acknowledgement": "institution remark",
}
