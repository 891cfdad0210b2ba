"""A decision table in few lines."""

TABLE = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:t">
  <decision id="grade" name="grade"><decisionTable id="grade-table" hitPolicy="FIRST">
    <input id="in"><inputExpression id="in-expression" typeRef="integer"><text>amount</text></inputExpression></input>
    <output id="out" name="grade" typeRef="string" />
    <rule id="rule-1"><inputEntry id="i1"><text>&gt; 1000</text></inputEntry><outputEntry id="o1"><text>"high"</text></outputEntry></rule>
    <rule id="rule-2"><inputEntry id="i2"><text>-</text></inputEntry><outputEntry id="o2"><text>"low"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>
"""
