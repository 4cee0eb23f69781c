"""
The local Slack workspace: a small Slack on loopback that the unchanged slack_sdk and slack-bolt talk to.

It is the one Slack of the tests, the benchmarks, `make run` and `deskbot ask`. Start it with
`bot.workspace.driver.Workspace.start()`; the Block Kit rules alone are in `bot.workspace.blockkit`, the terminal
rendering in `bot.workspace.text`. Nothing here is imported by the bot that runs against slack.com.
"""
