"""What every letter of the outbox has in common, whatever it is about."""

from django.db import models


class Letter(models.Model):
    """Who is written to, of what day and on which occasion, and what became of it."""

    due = models.DateField("senast")
    occasion = models.CharField("tillfälle", max_length=20)
    address = models.EmailField("till")
    made_at = models.DateTimeField("skapad", auto_now_add=True)
    next_try = models.DateTimeField("nästa försök")
    tries = models.PositiveSmallIntegerField("försök", default=0)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)
    fault = models.TextField("senaste felet", blank=True)

    class Meta:
        abstract = True
