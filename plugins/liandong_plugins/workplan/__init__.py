"""要点清单与联络: yearly lists with their tasks; seats, contacts and difficult matters."""
