package main

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestSchema(t *testing.T) {
	code, out, err := agner(t, "schema")
	var got struct {
		Schema     string `json:"$schema"`
		Properties map[string]any
	}
	if e := json.Unmarshal([]byte(out), &got); code != exitDone || err != "" || e != nil {
		t.Fatalf("exit %d, %s, %v", code, err, e)
	}
	if got.Schema != "https://json-schema.org/draft/2020-12/schema" || got.Properties["queues"] == nil || got.Properties["variants"] == nil {
		t.Errorf("%s, %d sections", got.Schema, len(got.Properties))
	}
	if code, _, err := agner(t, "schema", "x"); code != exitUsage || !strings.Contains(err, "no arguments") {
		t.Errorf("exit %d, %s", code, err)
	}
}
