-- Quarto puts the output of an embedded cell in Divs of its own, with the cell's label as id and the path
-- of the notebook. They go: what a cell shows stands in the text as if it had been written there.
local VAN_QUARTO = { ["quarto-embed-nb-cell"] = true, cell = true, ["cell-output"] = true }

local function is_cel(klasse)
  return VAN_QUARTO[klasse] == true
end

local function Div(el)
  if el.attributes.__quarto_custom == nil and el.classes:find_if(is_cel) then
    return el.content
  end
end

return { { Div = Div } }
