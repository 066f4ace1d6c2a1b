"""What an activity did to an indicator: interrupted time series, with controls where there are."""
