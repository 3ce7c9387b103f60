package main

import (
	"github.com/urfave/cli/v2"
)

// erlangCommand is the calculator: one subcommand for each model of the erlang package.
func erlangCommand() *cli.Command {
	return &cli.Command{
		Name:  "erlang",
		Usage: "the queueing calculator: waits, lines and agents by formula",
		Description: "Times need units (20s, 4m30s, 1h), fractions are 80% or 0.8, arrivals are 200/h, 48/min or 4200/day\n" +
			"(a day of 24 hours). The flag left out is the one solved for:\n\n" +
			"agner erlang c --arrivals 200/h --aht 180s --agents 14 --awt 20s\n" +
			"agner erlang c --arrivals 200/h --aht 180s --target 80% --awt 20s              # how many agents\n" +
			"agner erlang a --arrivals 48/min --aht 1m --patience 2m --agents 50 --awt 20s\n" +
			"agner erlang b --load 10 --blocking 2%                                          # how many lines\n" +
			"agner erlang a --arrivals 48/min --aht 1m --patience 2m --awt 20s --sweep agents=44..54 --wage 22/h",
		Subcommands: []*cli.Command{
			erlangB(),
			waitingCommand("c", "Erlang C: delay; nobody hangs up", handleCVFlag()),
			waitingCommand("a", "Erlang A: customers hang up after a while", patienceFlags()...),
			waitingCommand("x", "Erlang X: abandonment, redialling and a limit on lines", append(patienceFlags(), retryFlag())...),
			waitingCommand("chat", "Chat: agents who hold several chats at once", append(patienceFlags(), chatFlags()...)...),
			erlangPriority(),
		},
	}
}

func demandFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "arrivals", Usage: "contacts per time, `RATE` such as 200/h, 48/min or 4200/day"},
		&cli.StringFlag{Name: "aht", Usage: "average handle `TIME`, wrap-up included"},
		&cli.StringFlag{Name: "load", Usage: "instead of arrivals: `ERLANGS`, arrivals × average handle time"},
	}
}

func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "format", Value: "text", Usage: "text, json, csv or markdown"},
		&cli.StringFlag{Name: "sweep", Usage: "a table for `NAME=FROM..TO`, such as agents=10..20, lines=10..20 or agents=100..200:10; with --agents (--lines), that row is marked as planned"},
		&cli.StringFlag{Name: "wage", Usage: "cost of an agent or a line in the table, such as `22/h`"},
		&cli.StringFlag{Name: "chart", Usage: "draw the table of --sweep into `FILE`, a name ending in .svg, .png, -dark.svg or -dark.png; missing folders are made"},
	}
}

func targetFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "agents", Usage: "`NUMBER` of agents"},
		&cli.StringFlag{Name: "target", Usage: "service level to reach, a `FRACTION` such as 80%"},
		&cli.StringFlag{Name: "awt", Usage: "acceptable waiting `TIME` of the service level"},
		&cli.StringFlag{Name: "definition", Usage: "of the target's service level: abandons_negative (default), abandons_ignored, abandons_positive, short_abandons_excluded, short_abandons_credited or answered_only"},
		&cli.StringFlag{Name: "short-abandon", Value: "5s", Usage: "`TIME` within which an abandonment counts as short"},
		&cli.StringFlag{Name: "max-asa", Usage: "average speed of answer, at most this `TIME`"},
		&cli.StringFlag{Name: "max-delayed", Usage: "contacts not answered at once, at most this `FRACTION`"},
		&cli.StringFlag{Name: "max-abandonment", Usage: "contacts that hang up, at most this `FRACTION`"},
		&cli.StringFlag{Name: "max-occupancy", Usage: "time that agents handle contacts, at most this `FRACTION`"},
		&cli.StringFlag{Name: "max-blocking", Usage: "contacts that find every line busy, at most this `FRACTION`"},
		&cli.BoolFlag{Name: "fractional", Usage: "do not round the agents found up to whole ones"},
	}
}

func handleCVFlag() cli.Flag {
	return &cli.StringFlag{Name: "handle-cv", Usage: "coefficient of variation of the handle time (default 1, exponential), `NUMBER`; an approximation (M/G/n)"}
}

func patienceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "patience", Usage: "mean `TIME` that a customer would wait before hanging up, or never"},
		&cli.StringFlag{Name: "abandonment", Usage: "instead of patience: the observed share that hangs up, a `FRACTION` (with --agents or --mean-wait)"},
		&cli.StringFlag{Name: "mean-wait", Usage: "with --abandonment: the observed mean wait of all offered contacts, `TIME`"},
		&cli.StringFlag{Name: "balk", Usage: "share of customers that hangs up at once when it has to wait, a `FRACTION`"},
		&cli.StringFlag{Name: "lines", Usage: "contacts in the centre at most, waiting or talking: `NUMBER`"},
	}
}

func retryFlag() cli.Flag {
	return &cli.StringFlag{Name: "retry", Usage: "share of abandoned and blocked contacts that call again, a `FRACTION`"}
}

func chatFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "at-once", Usage: "chats that an agent holds at most: `NUMBER`"},
		&cli.StringFlag{Name: "slowdown", Usage: "by how much each further chat slows every chat of the agent, a `FRACTION`"},
	}
}

// waitingCommand is the subcommand of a model with agents and waits.
func waitingCommand(model, title string, own ...cli.Flag) *cli.Command {
	var flags []cli.Flag
	for _, group := range [][]cli.Flag{demandFlags(), own, targetFlags(), outputFlags()} {
		flags = append(flags, group...)
	}
	return &cli.Command{
		Name: model, Usage: title, Flags: flags,
		Action: func(c *cli.Context) error {
			q, err := readCentre(c, model, title)
			if err != nil {
				return err
			}
			return q.calculate(c.App.Writer)
		},
	}
}
