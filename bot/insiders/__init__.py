"""Insider filings: ownership XML -> classified, aggregated activity. Pure: no Slack, SQL, network or clock."""
