"""What happens to alerts: raised, acknowledged, closed when their cause is gone."""
