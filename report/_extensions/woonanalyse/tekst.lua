-- Text as it was typed: apostrophes of Dutch words, and signs that Typst would read as its own.
-- Runs last of our filters, in Quarto and in the embedded engine alike.
local typst = FORMAT:match("typst") ~= nil

local APOSTROF, OPEN = "’", "‘"
local LETTER = "[%w\128-\255]"

--- Words that are short for others: 's, 't, 'n, 'k, 'm, 'r, 'd, and years ('90).
local function is_weglating(rest)
  local woord = rest:match("^%w+") or ""
  local kort = woord:match("^[stnkmrdSTNKMRD]$") or woord:match("^%d%d$")
  return kort ~= nil and not rest:sub(#woord + 1):match("^['\128-\255]")
end

--- The straight apostrophes of a piece of text; those that quote stay as they were typed.
local function apostrofs(tekst)
  return (tekst:gsub("()'()", function(hier, na)
    local ervoor = tekst:sub(hier - 1, hier - 1):match(LETTER)
    local erna = tekst:sub(na, na):match(LETTER)
    if (ervoor and erna) or (not ervoor and is_weglating(tekst:sub(na))) then
      return APOSTROF
    end
  end))
end

--- A quote that pandoc opened at an apostrophe: what follows closes nothing, and may open one of its own.
local function Quoted(el)
  local eerst = el.content[1]
  local weg = el.quotetype == "SingleQuote" and eerst and eerst.t == "Str" and is_weglating(eerst.text)
  if not weg or (#el.content == 1 and eerst.text:match("^%w+$")) then
    return nil
  end
  local uit = pandoc.Inlines({ pandoc.Str(APOSTROF .. eerst.text) })
  local open = false
  for nr = 2, #el.content do
    local deel = el.content[nr]
    local rest = deel.t == "Str" and deel.text:match("^" .. APOSTROF .. "(%w.*)$")
    if rest and not open and not is_weglating(rest) then
      deel, open = pandoc.Str(OPEN .. rest), true
    end
    uit:insert(deel)
  end
  uit:insert(pandoc.Str(APOSTROF))
  return uit
end

--- Signs that pandoc leaves to Typst, which makes others of them, and what begins a heading or a list.
local EIGEN = { "%.%.%.", "%-[%d?%-]", "’", "‘", "“", "”", "^[=+/%-]+$", "^%d+%.$" }

--- As a string of Typst, in which all is text. Quarto still has to read the label in a caption.
local function letterlijk(tekst)
  if tekst:match("^{#") then
    return nil
  end
  for _, patroon in ipairs(EIGEN) do
    if tekst:find(patroon) then
      return pandoc.RawInline("typst", '#"' .. tekst:gsub('[\\"]', "\\%0") .. '";')
    end
  end
end

local function Str(el)
  local tekst = apostrofs(el.text)
  local ruw = typst and letterlijk(tekst)
  return ruw or (tekst ~= el.text and pandoc.Str(tekst)) or nil
end

return { { Quoted = Quoted }, { Str = Str } }
